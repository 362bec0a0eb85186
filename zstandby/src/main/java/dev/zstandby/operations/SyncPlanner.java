package dev.zstandby.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How what changed on the primary gets into the staged tree, with no effect on the running server. A pure function. */
final class SyncPlanner {
    private SyncPlanner() {}

    static Decision plan(Observation seen, String id) {
        var findings = new ArrayList<>(PairChecks.blocking(seen));
        CutOverChecks.notUnderWay(seen.local())
                .ifPresentOrElse(findings::add, () -> findings.addAll(BaseChecks.blocking(seen)));
        findings.addAll(RoomChecks.check(seen));
        // What arrives now would be newer, and nobody could tell any more.
        PairChecks.gone(seen).map(Finding::asRefusal).ifPresent(findings::add);
        if (!findings.isEmpty()) {
            return new Decision.Refused(findings);
        }
        var steps = new ArrayList<>(new ReceivePlanner(seen, id, false).steps());
        var whole = BaseChecks.onlyDeltas(seen, steps);
        if (!whole.isEmpty()) {
            return new Decision.Refused(whole);
        }
        steps.add(new Step.ReleaseOldHolds());
        return new Decision.Proceed(new Plan(
                "Bring what changed on %s into the staged tree of %s."
                        .formatted(seen.peer().node(), seen.local().name()),
                List.of("the running server is not touched"),
                steps,
                Optional.empty()));
    }
}
