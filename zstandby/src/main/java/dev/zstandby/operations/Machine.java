package dev.zstandby.operations;

import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration;
import dev.zstandby.host.Commands;
import dev.zstandby.host.FileUser;
import dev.zstandby.host.FileUsers;
import dev.zstandby.host.Service;
import dev.zstandby.postgres.Endpoint;
import dev.zstandby.zfs.Zfs;
import java.nio.file.Path;
import java.util.List;

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
        return endpoint(
                configuration.node(),
                postgres.host(),
                postgres.port(),
                configuration.replication().passfile());
    }

    Endpoint peerEndpoint(Configuration.Peer peer) {
        return endpoint(
                peer.name(),
                peer.host(),
                peer.port(),
                configuration.replication().passfile());
    }

    /** The peer's server as this node's server will log in there; libpq looks its password up under this database. */
    Endpoint streamingEndpoint(Configuration.Peer peer) {
        var replication = configuration.replication();
        return new Endpoint(
                peer.name().value(),
                peer.host(),
                peer.port(),
                replication.user(),
                "replication",
                replication.serverPassfile());
    }

    private Endpoint endpoint(NodeName node, String host, int port, Path passfile) {
        var replication = configuration.replication();
        return new Endpoint(node.value(), host, port, replication.user(), replication.database(), passfile);
    }

    /** The processes with something below these directories that do not end with the server's service, in words. */
    List<String> othersThanServer(List<Path> directories, Service.State service) {
        return FileUsers.below(directories, service.controlGroup()).stream()
                .map(FileUser::toString)
                .toList();
    }

    /** What an operation on this group holds while it is at work; {@code !} is in no dataset's name. */
    Path lockFile() {
        return runtimeFile("lock");
    }

    /** Where streams pass while the lock is held. */
    Path streamPipe() {
        return runtimeFile("stream");
    }

    private Path runtimeFile(String kind) {
        var name = configuration.datasets().data().value().replace('/', '!');
        return Path.of(System.getProperty("zstandby.run", "/run/zstandby")).resolve(name + "." + kind);
    }

    GroupLayout layout() {
        return GroupLayout.of(configuration.datasets());
    }

    /** The name of this node's replication slot on its primary; slot names have no dashes. */
    String slot() {
        return "zstandby_" + configuration.node().value().replace('-', '_');
    }
}
