package dev.zstandby.setup;

import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.peer.SshTarget;
import java.util.List;

/**
 * A peer as this node reaches it.
 *
 * @param addresses of its host, as the name resolves here; empty when it does not
 */
record PeerSight(Peer peer, List<String> addresses, SshTarget target) {
    PeerSight {
        addresses = List.copyOf(addresses);
    }
}
