package dev.zstandby.owner;

import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.postgres.Endpoint;

/** Where this node's server logs in. */
final class Endpoints {
    private Endpoints() {}

    static Peer peer(Configuration configuration, NodeName name) {
        var peer = configuration.peers().get(name);
        if (peer == null) {
            throw Failure.usage("%s is no peer in this node's configuration.".formatted(name))
                    .withRemedy("Add it under peers, or correct its name.");
        }
        return peer;
    }

    /** The peer's server as this node's server logs in there; libpq looks its password up under this database. */
    static Endpoint streaming(Configuration configuration, Peer peer) {
        var replication = configuration.replication();
        return new Endpoint(
                peer.name().value(),
                peer.host(),
                peer.port(),
                replication.user(),
                "replication",
                replication.serverPassfile());
    }
}
