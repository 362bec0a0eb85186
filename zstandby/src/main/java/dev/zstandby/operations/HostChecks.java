package dev.zstandby.operations;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the two hosts agree on what no snapshot carries: how text is sorted, and the time. Pure functions. */
final class HostChecks {
    private static final int MOST_SECONDS_BETWEEN_CLOCKS = 30;

    private HostChecks() {}

    static List<Finding> check(Observation seen) {
        return Stream.of(collations(seen), clocks(seen))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Indexes on text are ordered as the primary's C library or ICU sorts; another order finds no rows in them, and after a
     * promotion lets duplicates in (PostgreSQL manual, "Collation Versions"). Only running servers can be asked.
     */
    private static Optional<Finding> collations(Observation seen) {
        if (!(seen.local().server() instanceof LocalServer.Running(var state))) {
            return Optional.empty();
        }
        var theirs = seen.primary().collations();
        var differing = state.collations().entrySet().stream()
                .filter(own ->
                        theirs.containsKey(own.getKey()) && !Objects.equals(theirs.get(own.getKey()), own.getValue()))
                .map(own -> "database %s: version %s on %s, %s on %s"
                        .formatted(
                                own.getKey(),
                                theirs.get(own.getKey()),
                                seen.peer().node(),
                                own.getValue(),
                                seen.local().name()))
                .sorted()
                .toList();
        if (differing.isEmpty()) {
            return Optional.of(
                    Finding.ok("collations", "Both nodes sort text by the same versions of their libraries."));
        }
        return Optional.of(Finding.warning(
                        "collations",
                        "%s and %s sort text by different versions of the C library or ICU, so indexes on text made on one are wrong on the other."
                                .formatted(seen.peer().node(), seen.local().name()),
                        "Run the same release of the operating system on both nodes; after a promotion of %s: REINDEX DATABASE."
                                .formatted(seen.local().name()))
                .withEvidence(differing));
    }

    private static Optional<Finding> clocks(Observation seen) {
        var ahead = seen.clockAhead();
        // Not of Duration: abs() makes a BigDecimal, the first of which takes a tenth of a second.
        long seconds = Math.abs(ahead.toSeconds());
        if (seconds <= MOST_SECONDS_BETWEEN_CLOCKS) {
            return Optional.empty();
        }
        return Optional.of(Finding.warning(
                "clocks",
                "The clock of %s is %d seconds %s that of %s."
                        .formatted(
                                seen.peer().node(),
                                seconds,
                                ahead.isNegative() ? "behind" : "ahead of",
                                seen.local().name()),
                "Synchronize both with NTP (timedatectl set-ntp true, or chrony)."));
    }
}
