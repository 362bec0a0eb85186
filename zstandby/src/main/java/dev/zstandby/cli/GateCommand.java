package dev.zstandby.cli;

import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.config.ConfigurationFile;
import dev.zstandby.host.Commands;
import dev.zstandby.host.SystemLog;
import dev.zstandby.peer.Channel;
import dev.zstandby.peer.Gate;
import dev.zstandby.peer.GateSession;
import dev.zstandby.zfs.Zfs;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The gate. One is started for each stream, and the processor time of its start is what the sending of the stream before it lacks:
 * so its options are made by hand, without annotations to look at, and it has an ahead-of-time cache of its own.
 */
final class GateCommand implements Callable<Integer> {
    private static final String TAG = "zstandby-gate";

    private final OptionSpec config = OptionSpec.builder("--config")
            .type(Path.class)
            .paramLabel("FILE")
            .defaultValue(CommonOptions.CONFIG)
            .description(CommonOptions.CONFIG_DESCRIPTION)
            .build();
    private final OptionSpec peer = OptionSpec.builder("--peer")
            .type(String.class)
            .paramLabel("NODE")
            .required(true)
            .description("The node whose key this is.")
            .build();

    /** With this as the one who runs it. */
    CommandSpec spec() {
        return Main.withHelp(CommandSpec.wrapWithoutInspection(this))
                .addOption(config)
                .addOption(peer);
    }

    @Override
    public Integer call() {
        var word = Optional.ofNullable(System.getenv("SSH_ORIGINAL_COMMAND")).orElse("");
        var channel = Channel.of(word).orElseThrow(() -> stranger(peer.getValue(), word));
        return serve(channel, config.getValue(), peer.getValue(), System.in);
    }

    /** What {@code gate} does once its channel is known: answers what comes by {@code input}, and returns the exit status. */
    static int serve(Channel channel, Path config, String peer, InputStream input) {
        if (!NodeName.isValid(peer)) {
            throw Failure.usage("--peer %s is not the name of a node.".formatted(peer))
                    .withRemedy("Correct the forced command in authorized_keys.");
        }
        var commands = new Commands(line -> {});
        var zfs = new Zfs(commands);
        var gate = new Gate(
                ConfigurationFile.read(config),
                new NodeName(peer),
                zfs,
                Clock.systemUTC(),
                System.getProperty("user.name", ""));
        try (var log = new SystemLog(commands, TAG)) {
            var from = from();
            var session = new GateSession(gate, zfs, commands, line -> log.accept(peer + from + ": " + line));
            return switch (channel) {
                case REQUESTS -> session.serveRequests(input, System.out).status();
                case STREAM -> session.serveStreams(input, System.err).status();
            };
        }
    }

    /** Where the peer comes from, as sshd says: its address is the first word (sshd(8), "ENVIRONMENT" of ssh(1)). */
    private static String from() {
        return Optional.ofNullable(System.getenv("SSH_CONNECTION"))
                .map(connection -> " from " + connection.split(" ", 2)[0])
                .orElse("");
    }

    /** What the peer asked sshd to run is never run, only compared with the gate's two words. */
    private static Failure stranger(String peer, String word) {
        try (var log = new SystemLog(new Commands(line -> {}), TAG)) {
            log.accept("%s%s: refused: neither of the gate's words <- %s".formatted(peer, from(), word));
        }
        return Failure.refused("This key opens the gate of zstandby and nothing else.")
                .withRemedy("Only zstandby itself asks here; there is nothing to run by hand.");
    }
}
