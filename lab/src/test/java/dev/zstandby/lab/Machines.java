package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The lab's machines, driven by {@code lab/lab} as a person would. */
final class Machines {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final Duration longest;

    Machines() {
        this(LONGEST);
    }

    /** @param longest after which a command is given up, and what waits for it fails */
    Machines(Duration longest) {
        this.longest = longest;
    }

    Result run(Node node, String script) {
        return run(node, script, "");
    }

    /** Runs a shell script on the machine as root. */
    Result run(Node node, String script, String input) {
        var command = new ArrayList<>(List.of(ROOT.resolve("lab/lab").toString(), "ssh"));
        if (input.isEmpty()) {
            command.add("-n");
        }
        command.addAll(List.of(node.toString(), script));
        return start(command, node + ": " + script, input).join();
    }

    /** Starts a script on the machine and does not wait for it. */
    CompletableFuture<Result> begin(Node node, String script) {
        return start(
                List.of(ROOT.resolve("lab/lab").toString(), "ssh", "-n", node.toString(), script),
                node + ": " + script,
                "");
    }

    /** A file of the tree run on the machine with bash. */
    Result runFile(Node node, String file, String... arguments) {
        var command = new ArrayList<>(List.of("bash", "-c", "\"$1\" ssh \"$2\" bash -s \"${@:4}\" <\"$3\"", "lab"));
        command.addAll(List.of(
                ROOT.resolve("lab/lab").toString(),
                node.toString(),
                ROOT.resolve(file).toString()));
        for (String argument : arguments) {
            command.add("'" + argument.replace("'", "'\\''") + "'");
        }
        return start(command, node + ": " + file, "").join();
    }

    /** The same on both at once; what alpha says comes first. */
    List<Result> runFileOnBoth(String file) {
        return Stream.of(Node.ALPHA, Node.BETA)
                .map(node -> CompletableFuture.supplyAsync(() -> runFile(node, file), Machines::thread))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    String sql(Node node, String database, String query) {
        return run(
                        node,
                        "cd /; runuser -u postgres -- psql -XAt -v ON_ERROR_STOP=1 -d %s -c %s"
                                .formatted(database, quoted(query)))
                .succeeded()
                .line();
    }

    /**
     * Has beta begin a reset, and ends that by a signal once so much of the data has arrived; comes back when both ends of the stream
     * have ended.
     *
     * @param signal as {@code kill} names it
     * @param bytes after which a signal still finds it at work
     * @return how it ended
     */
    Result resetEndedBy(String signal, long bytes) {
        var reset = begin(Node.BETA, "zstandby reset --refresh --yes");
        run(
                        Node.BETA,
                        ("for i in $(seq 900); do zpool sync tank; used=$(zfs get -Hpo value used tank/pg/data.zstandby-staged 2>/dev/null);"
                                        + " [ ${used:-0} -gt %d ] && exec pkill -%s -f 'zstandby.jar rese[t]'; sleep 0.1; done; exit 1")
                                .formatted(bytes, signal))
                .succeeded();
        var ended = reset.join();
        assertThat(ended.status()).as(ended.text()).isNotZero();
        for (Node node : Node.values()) {
            awaitNoZfs(node);
        }
        return ended;
    }

    /** Until the last {@code zfs} on the node has ended. */
    void awaitNoZfs(Node node) {
        run(node, "for i in $(seq 900); do pgrep -x zfs >/dev/null || exit 0; sleep 0.1; done; exit 1")
                .succeeded();
    }

    /** Fails unless the standby's server streams. */
    void assertThatBetaStreams() {
        assertThat(sql(Node.BETA, "postgres", "SELECT status FROM pg_stat_wal_receiver"))
                .isEqualTo("streaming");
    }

    /** What the gate on alpha says to beta. */
    Result gate(String channel, String requests) {
        return run(
                Node.BETA,
                "ssh -i /etc/zstandby/id_ed25519 -oUserKnownHostsFile=/etc/zstandby/known_hosts zstandby@%s %s"
                        .formatted(Node.ALPHA.address(), channel),
                requests);
    }

    static String quoted(String argument) {
        return "'" + argument.replace("'", "'\\''") + "'";
    }

    void lab(String... arguments) {
        host(List.of(arguments));
    }

    private void host(List<String> arguments) {
        var command = new ArrayList<>(List.of(ROOT.resolve("lab/lab").toString()));
        command.addAll(arguments);
        start(command, String.join(" ", command), "").join().succeeded();
    }

    /** Runs a program of the tree on this host. */
    Result onHost(String... command) {
        return start(List.of(command), String.join(" ", command), "").join();
    }

    /** Such a command as runs in the network of the lab that this process works on. */
    static List<String> inNetwork(String... command) {
        return Stream.concat(
                        Stream.of("ip", "netns", "exec", "zlab-" + System.getenv("ZSTANDBY_LAB")), Stream.of(command))
                .toList();
    }

    boolean hasState(String state) {
        return onHost(ROOT.resolve("lab/lab").toString(), "saved")
                .output()
                .lines()
                .anyMatch(state::equals);
    }

    static Path root() {
        return ROOT;
    }

    private CompletableFuture<Result> start(List<String> command, String shown, String input) {
        try {
            var process = new ProcessBuilder(command).directory(ROOT.toFile()).start();
            try (var stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            }
            var output = read(process.getInputStream());
            var errors = read(process.getErrorStream());
            return CompletableFuture.supplyAsync(() -> finish(process, shown, output, errors), Machines::thread);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Result finish(
            Process process, String shown, CompletableFuture<String> output, CompletableFuture<String> errors) {
        try {
            if (!process.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
                // Only then: it closes the streams, also of a process that has ended and is still being read.
                process.destroyForcibly();
                fail("did not end in time: %s", shown);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        return new Result(shown, process.exitValue(), output.join(), errors.join());
    }

    private static CompletableFuture<String> read(java.io.InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                Machines::thread);
    }

    private static void thread(Runnable task) {
        Thread.ofPlatform().daemon().start(task);
    }
}
