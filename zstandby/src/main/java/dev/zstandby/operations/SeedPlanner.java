package dev.zstandby.operations;

import java.util.ArrayList;
import java.util.List;

/** How this node becomes a standby of the primary for the first time, or from nothing again. A pure function. */
final class SeedPlanner {
    private SeedPlanner() {}

    /**
     * @param id for the tree that will be retired, if there is one
     * @param replace whether a cluster that this node holds may be retired
     */
    static Decision plan(Observation seen, String id, boolean replace) {
        var local = seen.local();
        var underWay = local.cutOverUnderWay();
        if (underWay.isPresent()) {
            // What was seeded is there: from here on it is brought to its end as any tree is.
            var decision = ResetPlanner.plan(seen, id, true);
            boolean isWhole = local.remainingSwaps(underWay.get()).isEmpty();
            if (!replace || !isWhole || !(decision instanceof Decision.Refused)) {
                return decision;
            }
        }
        var findings = new ArrayList<>(replace ? PairChecks.blockingForReplace(seen) : PairChecks.blocking(seen));
        findings.addAll(seen.inquiry().failedAttempts());
        findings.addAll(SeedChecks.place(seen, replace));
        findings.addAll(CutOverChecks.check(local));
        findings.addAll(RoomChecks.check(seen));
        if (!findings.isEmpty()) {
            return new Decision.Refused(findings);
        }
        var steps = new ArrayList<Step>();
        if (local.liveUnmounted()) {
            // Its own settings are kept, and what it was is noted; of one that is broken neither can be.
            steps.add(Step.MountLive.whatThereIs());
        }
        if (underWay.isPresent()) {
            steps.add(new Step.Settle(local.layout().roots()));
        }
        steps.add(CutOverSteps.keepWal(seen));
        local.missingParents().forEach(parent -> steps.add(new Step.CreateParent(parent)));
        steps.addAll(new ReceivePlanner(seen, id, true).steps());
        steps.add(new Step.Prepare());
        steps.add(new Step.CheckWal());
        steps.addAll(CutOverSteps.toStandby(seen, id, CutOverSteps.swaps(local, id)));
        return new Decision.Proceed(new Plan(
                "Seed %s as a standby of %s, in full."
                        .formatted(local.name(), seen.peer().node()),
                List.of(
                        local.hasLive()
                                ? "the cluster that is there is kept as a retired tree"
                                : "there is no cluster here yet"),
                steps,
                Sight.confirmationFor(seen)));
    }
}
