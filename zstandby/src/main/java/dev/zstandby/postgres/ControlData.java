package dev.zstandby.postgres;

import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What {@code global/pg_control} says about a cluster, read with PostgreSQL's own {@code pg_controldata} (13 to 18).
 *
 * <p>It is as old as the last checkpoint: a primary that was promoted and crashed right after still shows its old timeline.
 *
 * @param checkpointTimeline the timeline of the latest checkpoint
 */
public record ControlData(
        SystemIdentifier systemIdentifier,
        ClusterState state,
        Lsn checkpoint,
        Lsn redo,
        Timeline checkpointTimeline,
        RequiredSettings settings,
        int walSegmentSize) {
    /** The name of the WAL segment with which recovery from the latest checkpoint begins. */
    public String firstSegment() {
        long perLog = 0x1_0000_0000L / walSegmentSize;
        long segment = Long.divideUnsigned(redo.bytes(), walSegmentSize);
        return "%08X%08X%08X".formatted(checkpointTimeline.id(), segment / perLog, segment % perLog);
    }

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Reads a data directory, also that of a running server. */
    public static ControlData read(Commands commands, Path binDirectory, Path dataDirectory) {
        return parse(lines(commands, binDirectory, dataDirectory));
    }

    /** The same as {@code pg_controldata} prints it, for {@link #parse}. */
    public static List<String> lines(Commands commands, Path binDirectory, Path dataDirectory) {
        var program = binDirectory.resolve("pg_controldata").toString();
        var result = commands.run(Command.of(program, dataDirectory.toString()).withLimit(LIMIT));
        result.orFail(
                "The control file of the data directory %s cannot be read.".formatted(dataDirectory),
                "Correct postgres.data-directory and postgres.bin-directory, or mount the directory's dataset.");
        if (result.errors().contains("warning:")) {
            throw result.failure(
                    "pg_controldata does not trust the control file of %s.".formatted(dataDirectory),
                    "Use the pg_controldata of the major version that made the cluster.");
        }
        return result.lines();
    }

    /** Fails when these are not the lines of {@code pg_controldata}. */
    public static ControlData parse(List<String> lines) {
        return new ControlDataText(lines).parse();
    }
}
