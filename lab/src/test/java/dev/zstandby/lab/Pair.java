package dev.zstandby.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Brings the machines to a kept state before each test class that starts from it: {@code booted}, where nothing has been done yet,
 * {@code pair}, where beta has no cluster yet, or {@code seeded}, where it is alpha's standby. What is kept bears the fingerprint of the package and of the scripts that
 * made it, so a lab that has it, from an earlier class or by {@code lab/lab adopt}, need not make it again.
 */
final class Pair implements BeforeAllCallback, ParameterResolver {
    private static final Machines MACHINES = new Machines();
    private static final Path PACKAGE = Machines.root().resolve("target/zstandby_0.1.0_amd64.deb");
    private static final Path SCRIPTS = Machines.root().resolve("lab/pair");

    @Override
    public void beforeAll(ExtensionContext context) {
        bring(context.getRequiredTestClass().getAnnotation(StartsFrom.class).value());
    }

    /** Brings the machines to this state. */
    static void bring(String state) {
        if (state.equals("booted")) {
            MACHINES.lab("up");
            MACHINES.lab("restore", state);
            return;
        }
        var fingerprint = fingerprint();
        makePair("pair-" + fingerprint);
        if (state.equals("seeded")) {
            makeSeeded("pair-" + fingerprint, "seeded-" + fingerprint);
        }
        MACHINES.lab("restore", state + "-" + fingerprint);
        if (state.equals("seeded")) {
            awaitStreaming();
        }
    }

    /** The clock has gone on since it was kept, so what streamed then is given up and begun anew, on one end sooner than on the other. */
    private static void awaitStreaming() {
        awaitOne(
                Node.BETA,
                "SELECT count(*) FROM pg_stat_wal_receiver WHERE status = 'streaming'"
                        + " AND last_msg_receipt_time > now() - interval '40 s'");
        awaitOne(
                Node.ALPHA,
                "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND reply_time > now() - interval '20 s'");
    }

    private static void awaitOne(Node node, String query) {
        MACHINES.run(
                        node,
                        ("cd /; for i in $(seq 100); do [ \"$(runuser -u postgres -- psql -XAt -c %s)\" = 1 ] && exit 0;"
                                        + " sleep 1; done; exit 1")
                                .formatted(Machines.quoted(query)))
                .succeeded();
    }

    private static void makePair(String pair) {
        if (MACHINES.hasState(pair)) {
            return;
        }
        MACHINES.lab("up");
        MACHINES.lab("restore", "booted");
        MACHINES.onHost(SCRIPTS.resolve("make").toString(), PACKAGE.toString()).succeeded();
        MACHINES.run(
                        Node.ALPHA,
                        "cd /; runuser -u postgres -- createdb bench && runuser -u postgres -- pgbench -q -i -s 2 bench")
                .succeeded();
        MACHINES.lab("save", pair);
    }

    private static void makeSeeded(String pair, String seeded) {
        if (MACHINES.hasState(seeded)) {
            return;
        }
        MACHINES.lab("restore", pair);
        MACHINES.run(Node.BETA, "zstandby seed --yes").succeeded();
        MACHINES.lab("save", seeded);
    }

    private static String fingerprint() {
        try (var scripts = Files.list(SCRIPTS)) {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(PACKAGE));
            for (var script : scripts.sorted().toList()) {
                digest.update(Files.readAllBytes(script));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 4);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Machines.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return MACHINES;
    }
}
