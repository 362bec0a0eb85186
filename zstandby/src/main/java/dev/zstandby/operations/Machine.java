package dev.zstandby.operations;

import dev.zstandby.config.Configuration;
import dev.zstandby.host.Commands;
import dev.zstandby.host.Service;
import dev.zstandby.postgres.Endpoint;
import dev.zstandby.zfs.Zfs;

/** This machine's programs, as the configuration names them. */
public record Machine(Configuration configuration, Commands commands, Zfs zfs, Service service) {
    public static Machine of(Configuration configuration, Commands commands) {
        return new Machine(
                configuration,
                commands,
                new Zfs(commands),
                new Service(commands, configuration.postgres().service()));
    }

    /** This node's own server. */
    Endpoint ownEndpoint() {
        var postgres = configuration.postgres();
        return endpoint(configuration.node().value(), postgres.host(), postgres.port());
    }

    Endpoint peerEndpoint(Configuration.Peer peer) {
        return endpoint(peer.name().value(), peer.host(), peer.port());
    }

    private Endpoint endpoint(String node, String host, int port) {
        var replication = configuration.replication();
        return new Endpoint(node, host, port, replication.user(), replication.database(), replication.passfile());
    }

    GroupLayout layout() {
        return GroupLayout.of(configuration.datasets());
    }

    /** The peer's server as this node's server will log in there. */
    Endpoint streamingEndpoint(Configuration.Peer peer) {
        var replication = configuration.replication();
        return new Endpoint(
                peer.name().value(),
                peer.host(),
                peer.port(),
                replication.user(),
                replication.database(),
                replication.serverPassfile());
    }

    /** The name of this node's replication slot on its primary; slot names have no dashes. */
    String slot() {
        return "zstandby_" + configuration.node().value().replace('-', '_');
    }
}
