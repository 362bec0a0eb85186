package dev.zstandby.operations;

import dev.zstandby.zfs.DatasetName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether there is something to start a delta from. */
final class BaseChecks {
    private BaseChecks() {}

    /** What keeps a delta from being received. */
    static List<Finding> blocking(Observation seen) {
        boolean isSomewhere = seen.local().hasLive()
                || seen.local().members().stream()
                        .anyMatch(member -> place(seen, member).isPresent());
        return isSomewhere
                ? bases(seen)
                : List.of(Finding.error(
                        "no-live-tree",
                        "%s has none of the datasets of its group yet."
                                .formatted(seen.local().name()),
                        "zstandby seed"));
    }

    /** For somebody who looks: the same of a node that has a live tree, and the good news too. */
    static List<Finding> report(Observation seen) {
        if (!seen.local().hasLive()) {
            return List.of();
        }
        var findings = bases(seen);
        return findings.isEmpty()
                ? List.of(Finding.ok("common-snapshot", "Both nodes have a common snapshot to start a delta from."))
                : findings;
    }

    private static List<Finding> bases(Observation seen) {
        var missing = seen.local().members().stream()
                .filter(member -> member.live().isEmpty())
                .map(member -> missing(seen, member))
                .toList();
        if (!missing.isEmpty()) {
            return missing;
        }
        var without = seen.withoutBase();
        return without.isEmpty() ? List.of() : nothingCommon(seen, without);
    }

    /** Which dataset has snapshots of this member though it bears another name. */
    private static Optional<DatasetName> place(Observation seen, LocalMember member) {
        var theirs = seen.peerSnapshots(member.member());
        return seen.local().elsewhere().stream()
                .filter(snapshot -> theirs.contains(snapshot.guid()))
                .map(snapshot -> snapshot.name().dataset())
                .findFirst();
    }

    private static Finding missing(Observation seen, LocalMember member) {
        var local = seen.local();
        return place(seen, member)
                .map(place -> Finding.refusal(
                        "member-missing",
                        "%s, the dataset of %s, is not there on %s, but %s has its snapshots."
                                .formatted(member.name(), member.member(), local.name(), place),
                        "If it was renamed: zfs rename '%s' '%s'".formatted(place, member.name())))
                .orElseGet(
                        () -> Finding.refusal(
                                "member-missing",
                                "%s, the dataset of %s, is not there on %s."
                                        .formatted(member.name(), member.member(), local.name()),
                                "Bring it back under its name. If there is none, only a full copy helps: zstandby seed --replace"));
    }

    /** A delta must not quietly become a full copy: refused when a step would receive something whole. */
    static List<Finding> onlyDeltas(Observation seen, List<Step> steps) {
        var whole = steps.stream()
                .flatMap(step ->
                        step instanceof Step.Receive receive && receive.base().isEmpty()
                                ? Stream.of(receive.member())
                                : Stream.empty())
                .toList();
        return whole.isEmpty()
                ? List.of()
                : nothingCommon(
                        seen,
                        seen.local().members().stream()
                                .filter(member -> whole.contains(member.member()))
                                .toList());
    }

    private static List<Finding> nothingCommon(Observation seen, List<LocalMember> without) {
        return List.of(Finding.refusal(
                "no-common-snapshot",
                "%s and %s have no snapshot in common for: %s."
                        .formatted(
                                seen.local().name(),
                                seen.peer().node(),
                                without.stream()
                                        .map(member -> "%s (%s)".formatted(member.member(), member.name()))
                                        .collect(Collectors.joining(", "))),
                "Without one only a full copy helps: zstandby seed --replace"));
    }
}
