package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.config.Configuration;
import java.util.List;

/** What can only be known by trying it: log-ins in both directions, as a standby does them. */
final class Attempts {
    private Attempts() {}

    /** With the passfile that this node's server will use. */
    static Finding streamFromPeer(Machine machine, Configuration.Peer peer) {
        try {
            machine.files().tryStreaming(peer.name());
            return Finding.ok(
                    "stream-from-peer", "This node may stream from %s.".formatted(machine.peerEndpoint(peer)));
        } catch (Failure failure) {
            return Finding.of("stream-from-peer", failure);
        }
    }

    /** Only after a change of roles the peer streams from this node; until then it may be turned away. */
    static List<Finding> connectBack(Link link, Observation seen) {
        if (!seen.local().server().runs()) {
            return List.of();
        }
        try {
            link.gate().connectBack();
            return List.of(Finding.ok(
                    "stream-to-peer",
                    "%s may stream from this node, should the roles change."
                            .formatted(link.peer().name())));
        } catch (Failure failure) {
            return List.of(Finding.of("stream-to-peer", failure).asWarning());
        }
    }
}
