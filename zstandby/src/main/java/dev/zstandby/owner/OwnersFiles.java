package dev.zstandby.owner;

import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration;
import dev.zstandby.config.Configuration.RunBy;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import dev.zstandby.host.Platform;
import dev.zstandby.host.Privilege;
import dev.zstandby.postgres.ControlData;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What belongs to the user who runs this node's server. Its directories are closed to all others but root. */
public interface OwnersFiles {
    /**
     * By this process; where users other than root run commands, for them by one that sudo starts as the owner.
     *
     * @param file of the configuration, which that process reads for itself
     */
    static OwnersFiles of(Configuration configuration, Path file, Commands commands) {
        boolean bySudo = configuration.runBy() == RunBy.ZSTANDBY
                && !Privilege.isRoot()
                && !Privilege.isUser(configuration.postgres().owner());
        return bySudo ? new OwnersProcess(configuration, file, commands) : new OwnFiles(configuration, commands);
    }

    /** What sudo is to let the user run as the server's owner, with this configuration. */
    static Command command(Path file) {
        return Command.of(
                Platform.here().program().toString(),
                "owner",
                "--config",
                file.toAbsolutePath().normalize().toString());
    }

    /** Of the live data directory; absent when there is none. */
    Optional<ControlData> controlData();

    /** Whether there is anything in the directory, or below it, that is not itself a directory. */
    boolean holdFiles(Path directory);

    /** Whether the server of the live data directory would start as a standby. */
    boolean hasStandbySignal();

    /** What the server that is starting shows of its progress; two looks that differ show that it gets on. */
    List<String> startupSigns();

    /** The last lines of the server's log file; none when the configuration has no such file, or it is not there. */
    List<String> lastLogLines(int count);

    /** Makes a received image that is mounted aside one that can start as a standby, and as nothing else. Can be done again. */
    void makeStandby(Image image);

    /** Fails unless this node's server can log in to the peer's to stream, with its own passfile. */
    void tryStreaming(NodeName peer);
}
