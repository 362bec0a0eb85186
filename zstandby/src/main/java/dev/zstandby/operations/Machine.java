package dev.zstandby.operations;

import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration;
import dev.zstandby.host.Commands;
import dev.zstandby.host.FileUser;
import dev.zstandby.host.FileUsers;
import dev.zstandby.host.Platform;
import dev.zstandby.host.Privilege;
import dev.zstandby.host.Service;
import dev.zstandby.owner.OwnersFiles;
import dev.zstandby.postgres.Endpoint;
import dev.zstandby.zfs.Mounts;
import dev.zstandby.zfs.Zfs;
import java.nio.file.Path;
import java.util.List;

/** This machine's programs, as the configuration names them. */
public record Machine(
        Configuration configuration,
        Path configurationFile,
        Commands commands,
        Zfs zfs,
        Mounts mounts,
        OwnersFiles files,
        Service service) {
    /**
     * As the configuration names them.
     *
     * @param file of the configuration
     */
    public static Machine of(Configuration configuration, Path file, Commands commands) {
        var zfs = new Zfs(commands);
        return new Machine(
                configuration,
                file,
                commands,
                zfs,
                new Mounts(commands, zfs),
                OwnersFiles.of(configuration, file, commands),
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

    private Endpoint endpoint(NodeName node, String host, int port, Path passfile) {
        var replication = configuration.replication();
        return new Endpoint(node.value(), host, port, replication.user(), replication.database(), passfile);
    }

    /** The processes with something below these directories that do not end with the server's service, in words. */
    List<String> othersThanServer(List<Path> directories, Service.State service) {
        return FileUsers.below(directories, service.processes()).stream()
                .map(FileUser::toString)
                .toList();
    }

    /** What an operation on this group holds while it is at work. */
    Path lockFile() {
        return runtimeDirectory().resolve(runtimeName() + ".lock");
    }

    /** Where streams pass while the lock is held: made anew each time, so in a directory of this user's. */
    Path streamPipe() {
        var directory = runtimeDirectory();
        return (Privilege.isRoot() ? directory : directory.resolve(OperatorRights.PRIVATE))
                .resolve(runtimeName() + ".stream");
    }

    /** Where what belongs to this machine's running zstandby lies. */
    Path runtimeDirectory() {
        return Path.of(System.getProperty(
                "zstandby.run", Platform.here().runtimeDirectory().toString()));
    }

    private String runtimeName() {
        return OperatorRights.runtimeName(configuration.datasets());
    }

    GroupLayout layout() {
        return GroupLayout.of(configuration.datasets());
    }
}
