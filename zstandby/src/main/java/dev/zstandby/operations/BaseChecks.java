package dev.zstandby.operations;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether there is something to start a delta from. */
final class BaseChecks {
    private BaseChecks() {}

    /** For somebody who looks: the same, and the good news too. */
    static List<Finding> report(Observation seen) {
        var findings = commonSnapshots(seen);
        return findings.isEmpty()
                ? List.of(Finding.ok("common-snapshot", "Both nodes have a common snapshot to start a delta from."))
                : findings;
    }

    static List<Finding> commonSnapshots(Observation seen) {
        var without = seen.withoutBase();
        return without.isEmpty() ? List.of() : nothingCommon(seen, without);
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
