package dev.zstandby.operations;

import dev.zstandby.operations.Step.KeepWal.IfFailed;
import dev.zstandby.postgres.WalReceiver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How this node becomes a standby of the primary again. A pure function.
 *
 * <p>The procedure, in order: keep WAL on the primary · bring what changed into the staged tree · prepare it · stop · swap ·
 * mount · start · wait until it streams · settle.
 */
final class ResetPlanner {
    private ResetPlanner() {}

    /**
     * @param id for the tree that will be retired
     * @param refresh whether a standby that streams well is reset as well
     */
    static Decision plan(Observation seen, String id, boolean refresh) {
        var local = seen.local();
        var underWay = local.cutOverUnderWay();
        boolean halfSwapped =
                underWay.filter(begun -> !local.remainingSwaps(begun).isEmpty()).isPresent();
        if (halfSwapped && local.undoUnderWay()) {
            return new Decision.Refused(List.of(UndoPlanner.mustBeFinished(local)));
        }
        if (underWay.isPresent() && (halfSwapped || streamsWell(seen))) {
            return new Decision.Proceed(finish(seen, underWay.get()));
        }
        var findings = new ArrayList<>(PairChecks.blocking(seen));
        findings.addAll(BaseChecks.blocking(seen));
        findings.addAll(RoomChecks.check(seen));
        boolean isNeeded = refresh
                || !streamsWell(seen)
                || !seen.inquiry().unneeded().lost().isEmpty();
        if (isNeeded) {
            findings.addAll(seen.inquiry().failedAttempts());
            findings.addAll(CutOverChecks.check(local));
        }
        if (!findings.isEmpty()) {
            return new Decision.Refused(findings);
        }
        if (!isNeeded && !leftovers(seen).isEmpty()) {
            return new Decision.Proceed(new Plan(
                    "Clear what a run of %s that was interrupted has left.".formatted(local.name()),
                    List.of("it streams well"),
                    leftovers(seen),
                    Optional.empty()));
        }
        if (!isNeeded) {
            return new Decision.NothingToDo(
                    "%s streams from %s on timeline %s already; --refresh resets it all the same."
                            .formatted(
                                    local.name(),
                                    seen.peer().node(),
                                    seen.primary().timeline()));
        }
        var steps = new ArrayList<Step>();
        if (local.liveUnmounted()) {
            steps.add(Step.MountLive.whole());
        }
        if (underWay.isPresent()) {
            steps.add(new Step.Settle(local.layout().roots()));
        }
        steps.add(CutOverSteps.keepWal(seen));
        steps.addAll(new ReceivePlanner(seen, id, false).steps());
        var whole = BaseChecks.onlyDeltas(seen, steps);
        if (!whole.isEmpty()) {
            return new Decision.Refused(whole);
        }
        steps.add(new Step.Prepare());
        steps.add(new Step.CheckWal());
        steps.addAll(CutOverSteps.toStandby(seen, id, CutOverSteps.swaps(local, id)));
        return new Decision.Proceed(new Plan(
                "Reset %s to be a standby of %s."
                        .formatted(local.name(), seen.peer().node()),
                reasons(seen),
                steps,
                Sight.confirmationFor(seen)));
    }

    /** What takes off the note of a stop after which the same server was started again, and releases what nobody needs. */
    private static List<Step> leftovers(Observation seen) {
        var steps = new ArrayList<Step>();
        if (seen.local().cutOverBrokenOff()) {
            steps.add(new Step.Settle(seen.local().layout().roots()));
        }
        if (!seen.inquiry().unneeded().stale().isEmpty()) {
            steps.add(new Step.ReleaseOldHolds());
        }
        return steps;
    }

    /** The swap was interrupted, or all that is missing is to settle. */
    private static Plan finish(Observation seen, String id) {
        var local = seen.local();
        var remaining = local.remainingSwaps(id);
        var steps = new ArrayList<Step>();
        if (remaining.isEmpty()) {
            steps.addAll(CutOverSteps.afterStart(local));
        } else {
            steps.add(new Step.KeepWal(seen.slot(), IfFailed.KEEP));
            steps.addAll(CutOverSteps.toStandby(seen, id, remaining));
        }
        return new Plan(
                "Finish the cut-over %s of %s that was interrupted.".formatted(id, local.name()),
                List.of(
                        remaining.isEmpty()
                                ? "the swap is done and the server streams"
                                : "the staged tree was prepared and the swap had begun"),
                steps,
                Sight.confirmationFor(seen));
    }

    private static List<String> reasons(Observation seen) {
        var reasons = new ArrayList<String>();
        seen.local()
                .members()
                .forEach(member -> seen.liveBase(member)
                        .ifPresent(base -> reasons.add("%s: newest common snapshot %s (GUID %s)"
                                .formatted(member.member(), base.name(), base.guid()))));
        return reasons;
    }

    /** As both ends see it: for moments a receiver that is about to be turned away calls itself streaming, too. */
    static boolean streamsWell(Observation seen) {
        return seen.local().server() instanceof LocalServer.Running(var state)
                && state.inRecovery()
                && state.receiver()
                        .filter(WalReceiver::streams)
                        .filter(receiver -> seen.primary().streamsTo(receiver))
                        .isPresent()
                && !seen.local().server().isAheadOf(seen.primary())
                && state.timeline().equals(seen.primary().timeline())
                && state.systemIdentifier().equals(seen.primary().systemIdentifier());
    }
}
