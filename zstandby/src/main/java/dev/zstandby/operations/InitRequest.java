package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What the user says of a first configuration; the rest is found on the host.
 *
 * @param node this node's name; absent: the host's
 * @param cluster Debian's name of the cluster, such as {@code 17/main}; absent: the only one
 * @param dataDirectory absent: the cluster's
 * @param sshIdentity absent: the usual file
 */
public record InitRequest(
        Optional<NodeName> node,
        List<PeerAddress> peers,
        Optional<String> cluster,
        Optional<Path> dataDirectory,
        Optional<Path> sshIdentity) {
    public InitRequest {
        peers = List.copyOf(peers);
        dataDirectory = dataDirectory.map(path -> path.toAbsolutePath().normalize());
        sshIdentity = sshIdentity.map(path -> path.toAbsolutePath().normalize());
        var names = new HashSet<NodeName>();
        for (var peer : peers) {
            if (!names.add(peer.name())) {
                throw Failure.usage("The peer %s is given twice.".formatted(peer.name()))
                        .withRemedy("Give each peer once, with --peer NAME=HOST.");
            }
        }
    }
}
