package dev.zstandby.postgres;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import java.util.List;

/** Asks Debian's {@code pg_lsclusters} which clusters this machine has. */
public final class DebianClusters {
    private static final String PROGRAM = "pg_lsclusters";

    private DebianClusters() {}

    /**
     * All clusters of version 10 or later, by version and name; none where the program is not installed. JSON is asked for
     * first, which has exact paths; without Debian's libjson-perl the program prints columns only.
     */
    public static List<DebianCluster> list(Commands commands) {
        try {
            var json = commands.run(Command.of(PROGRAM, "--json"));
            if (json.succeeded()) {
                return DebianClusterListing.fromJson(json.output());
            }
            var columns = commands.run(Command.of(PROGRAM, "--no-header"))
                    .orFail(
                            "The PostgreSQL clusters of this machine cannot be listed.",
                            "Mend what %s says, then run the command again.".formatted(PROGRAM));
            return DebianClusterListing.fromColumns(columns.lines());
        } catch (Failure failure) {
            if (failure.exitCode() == ExitCode.ENVIRONMENT) {
                return List.of();
            }
            throw failure;
        }
    }
}
