package dev.zstandby.cli;

import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration;
import java.util.Optional;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Which other node a command is about. */
final class PeerOption {
    @Option(names = "--peer", paramLabel = "NODE", description = "The other node; not needed when there is only one.")
    Optional<String> peer = Optional.empty();

    Configuration.Peer of(Configuration configuration) {
        var names = new TreeSet<>(
                configuration.peers().keySet().stream().map(NodeName::value).toList());
        if (peer.isEmpty() && names.size() == 1) {
            return configuration.peers().values().iterator().next();
        }
        return configuration.peers().values().stream()
                .filter(candidate -> peer.equals(Optional.of(candidate.name().value())))
                .findAny()
                .orElseThrow(() -> Failure.usage(peer.map("%s is no peer in the configuration."::formatted)
                                .orElse("There are several peers in the configuration."))
                        .withRemedy("Give one with --peer: " + String.join(", ", names)));
    }
}
