package dev.zstandby.postgres;

import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code global/pg_control} says about a cluster, read with PostgreSQL's own {@code pg_controldata} (13 to 18).
 *
 * <p>It is as old as the last checkpoint: a primary that was promoted and crashed right after still shows its old timeline.
 *
 * @param checkpointTimeline the timeline of the latest checkpoint
 * @param minRecovery absent on a cluster that was last a primary
 * @param backupStart present while a copy made in backup mode has not been replayed to its consistent point
 * @param endOfBackupRequired whether recovery waits for the record that {@code pg_backup_stop} writes
 * @param checksumVersion of the data pages; 0 for none
 */
public record ControlData(
        int controlVersion,
        int catalogVersion,
        SystemIdentifier systemIdentifier,
        ClusterState state,
        Lsn checkpoint,
        Lsn redo,
        Timeline checkpointTimeline,
        Optional<MinRecovery> minRecovery,
        Optional<Lsn> backupStart,
        boolean endOfBackupRequired,
        RequiredSettings settings,
        int checksumVersion,
        int blockSize,
        int walSegmentSize) {

    /** How far a standby's pages may already be written, so that recovery must get at least there. */
    public record MinRecovery(Lsn end, Timeline timeline) {}

    /** The name of the WAL segment with which recovery from the latest checkpoint begins. */
    public String firstSegment() {
        long perLog = 0x1_0000_0000L / walSegmentSize;
        long segment = Long.divideUnsigned(redo.bytes(), walSegmentSize);
        return "%08X%08X%08X".formatted(checkpointTimeline.id(), segment / perLog, segment % perLog);
    }

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Reads a data directory, also that of a running server. */
    public static ControlData read(Commands commands, Path binDirectory, Path dataDirectory) {
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
        return parse(result.lines());
    }

    static ControlData parse(List<String> lines) {
        return new ControlDataText(lines).parse();
    }
}
