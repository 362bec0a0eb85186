package dev.zstandby.postgres;

import dev.zstandby.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The output of {@code pg_controldata} in the C locale; the labels are those of src/bin/pg_controldata/pg_controldata.c. */
final class ControlDataText {
    private final Map<String, String> values = new HashMap<>();

    ControlDataText(List<String> lines) {
        for (var line : lines) {
            // Versions before 17 print it on standard output and go on with what they understood.
            if (line.startsWith("WARNING:")) {
                throw Failure.failed("pg_controldata does not trust the control file.")
                        .withEvidence(lines.stream().limit(3).toList())
                        .withRemedy("Use the pg_controldata of the major version that made the cluster.");
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                values.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
    }

    ControlData parse() {
        return new ControlData(
                value("Database system identifier", SystemIdentifier::parse),
                state(),
                lsn("Latest checkpoint location"),
                lsn("Latest checkpoint's REDO location"),
                timeline("Latest checkpoint's TimeLineID"),
                settings(),
                number("Bytes per WAL segment"));
    }

    private ClusterState state() {
        var label = "Database cluster state";
        return ClusterState.parse(text(label)).orElseThrow(() -> unreadable(label));
    }

    private RequiredSettings settings() {
        return new RequiredSettings(
                number("max_connections setting"),
                number("max_worker_processes setting"),
                number("max_wal_senders setting"),
                number("max_prepared_xacts setting"),
                number("max_locks_per_xact setting"));
    }

    private Lsn lsn(String label) {
        return value(label, Lsn::parse);
    }

    private Timeline timeline(String label) {
        return value(label, text -> new Timeline(Long.parseLong(text)));
    }

    private int number(String label) {
        return value(label, Integer::parseInt);
    }

    private <T> T value(String label, Function<String, T> parser) {
        try {
            return parser.apply(text(label));
        } catch (IllegalArgumentException e) {
            throw unreadable(label);
        }
    }

    private String text(String label) {
        return Optional.ofNullable(values.get(label)).orElseThrow(() -> unreadable(label));
    }

    private Failure unreadable(String label) {
        return Failure.failed("pg_controldata did not print a \"%s\" that zstandby understands.".formatted(label))
                .withEvidence(List.of("%s: %s".formatted(label, values.getOrDefault(label, "(no such line)"))))
                .withRemedy("Use the pg_controldata of the cluster's major version: correct postgres.bin-directory.");
    }
}
