package dev.zstandby.cli;

import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.config.ConfigurationFile;
import dev.zstandby.host.Commands;
import dev.zstandby.peer.Channel;
import dev.zstandby.peer.Gate;
import dev.zstandby.peer.GateSession;
import dev.zstandby.zfs.Zfs;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(mixinStandardHelpOptions = true)
final class GateCommand implements Callable<Integer> {
    @Mixin
    final CommonOptions common = new CommonOptions();

    @Option(names = "--peer", paramLabel = "NODE", required = true, description = "The node whose key this is.")
    String peer = "";

    @Override
    public Integer call() {
        var channel = channel();
        if (!NodeName.isValid(peer)) {
            throw Failure.usage("--peer %s is not the name of a node.".formatted(peer))
                    .withRemedy("Correct the forced command in authorized_keys.");
        }
        var commands = new Commands(line -> {});
        var zfs = new Zfs(commands);
        var gate = new Gate(
                ConfigurationFile.read(common.config),
                new NodeName(peer),
                zfs,
                Clock.systemUTC(),
                System.getProperty("user.name", ""));
        var session = new GateSession(gate, zfs, commands);
        return switch (channel) {
            case REQUESTS -> session.serveRequests(System.in, System.out).status();
            case STREAM -> session.serveStream(System.in, System.err).status();
        };
    }

    /** What the peer asked sshd to run; the gate runs it never, it only compares it with its two words. */
    private static Channel channel() {
        return Optional.ofNullable(System.getenv("SSH_ORIGINAL_COMMAND"))
                .flatMap(Channel::of)
                .orElseThrow(() -> Failure.refused("This key opens the gate of zstandby and nothing else.")
                        .withRemedy("Only zstandby itself asks here; there is nothing to run by hand."));
    }
}
