package dev.zstandby.operations;

import dev.zstandby.config.Configuration;
import dev.zstandby.operations.Step.StartServer.As;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How this node gets back to a tree it retired. Needs no peer. A pure function. */
final class UndoPlanner {
    private UndoPlanner() {}

    /**
     * Decides, in this order: an undo that was interrupted is finished; a reset or seed whose swap was interrupted halfway is
     * finished, since only whole trees can be gone back from; where one was interrupted before its swap, what it stopped is
     * started again, and only settled when it serves already; otherwise the newest whole retired tree is gone back to. With a
     * tree that is named, only trees half renamed come before it.
     *
     * @param id for the tree that will be retired in its turn
     * @param to the retired tree that was named
     */
    static Decision plan(Configuration configuration, LocalNode local, String id, Optional<String> to) {
        var underWay = local.cutOverUnderWay();
        boolean halfRenamed =
                underWay.filter(begun -> !local.remainingSwaps(begun).isEmpty()).isPresent();
        // The tree that was named may be the one that this very undo has taken back.
        boolean leadsElsewhere = !halfRenamed && to.flatMap(local::wayBackTo).isPresent();
        if (underWay.isPresent() && local.undoUnderWay() && !leadsElsewhere) {
            return new Decision.Proceed(finishUndo(configuration, local, underWay.get()));
        }
        if (underWay.isPresent() && halfRenamed) {
            return new Decision.Proceed(finishOther(configuration, local, underWay.get()));
        }
        if (local.cutOverBrokenOff() && to.isEmpty()) {
            return new Decision.Proceed(startAgain(configuration, local));
        }
        var retired = to.map(local::wayBackTo).orElseGet(local::wayBack);
        if (retired.isEmpty()) {
            return to.map(named -> noSuchTree(local, named))
                    .orElseGet(() ->
                            new Decision.NothingToDo("%s has no retired tree to go back to.".formatted(local.name())));
        }
        return CutOverChecks.inUse(local.name(), local.users())
                .<Decision>map(busy -> new Decision.Refused(List.of(busy)))
                .orElseGet(() -> new Decision.Proceed(swapBack(configuration, local, retired.get(), id)));
    }

    private static Decision noSuchTree(LocalNode local, String named) {
        var there = local.retired().stream()
                .filter(tree -> tree.isWhole(local.layout()))
                .map(RetiredTree::id)
                .toList();
        return new Decision.Refused(List.of(Finding.refusal(
                "no-such-tree",
                "%s has no retired tree %s that is whole.".formatted(local.name(), named),
                there.isEmpty()
                        ? "There is none to go back to."
                        : "Name one of those that there are: %s".formatted(String.join(", ", there)))));
    }

    /** For commands that cannot go on while an undo is half done. */
    static Finding mustBeFinished(LocalNode local) {
        return Finding.refusal(
                "undo-under-way",
                "An undo of %s was interrupted and must be finished first.".formatted(local.name()),
                "zstandby undo");
    }

    /** A server that has come up since, by an undo that was killed while it started it, say, is not to be swapped by the next one. */
    private static Plan startAgain(Configuration configuration, LocalNode local) {
        if (local.server().serves()) {
            return new Plan(
                    "Settle %s, which serves what it served before a cut-over that was interrupted."
                            .formatted(local.name()),
                    List.of("it was interrupted before its swap, and the server runs; undo can be run again after it"),
                    List.of(new Step.Settle(local.layout().roots())),
                    Optional.empty());
        }
        return new Plan(
                "Start %s again as it was: a cut-over stopped it and was interrupted before its swap."
                        .formatted(local.name()),
                List.of("the tree that served before is still the live one"),
                List.of(
                        Step.MountLive.whole(),
                        new Step.StartServer(configuration.postgres().service(), As.former(local.wasPrimary())),
                        new Step.Settle(local.layout().roots())),
                local.wasPrimary()
                        ? Optional.of(asPrimary(local, "It was a primary when it was stopped", Sight.local(local)))
                        : Optional.empty());
    }

    private static Plan swapBack(Configuration configuration, LocalNode local, RetiredTree retired, String id) {
        var swaps = new ArrayList<RootSwap>();
        for (var root : local.layout().roots()) {
            swaps.add(
                    new RootSwap(root, GroupLayout.retiredRoot(root, retired.id()), GroupLayout.retiredRoot(root, id)));
        }
        var steps = new ArrayList<Step>();
        if (local.hasLive() && local.liveUnmounted()) {
            // So that what its server was can be seen and noted.
            steps.add(Step.MountLive.whatThereIs());
        }
        if (local.cutOverUnderWay().isPresent()) {
            // Its mark goes when this one begins; should this one go no further, nobody would know that it is not
            // settled.
            steps.add(new Step.Settle(local.layout().roots()));
        }
        steps.addAll(steps(configuration, local, id, swaps, As.former(retired.wasPrimary())));
        return new Plan(
                "Take %s back to the tree retired as %s.".formatted(local.name(), retired.id()),
                List.of("the tree that is live now is kept as %s".formatted(id)),
                steps,
                confirmation(local, retired));
    }

    /** A server that already runs on the tree it was taken back to is left alone. */
    private static Plan finishUndo(Configuration configuration, LocalNode local, String id) {
        var remaining = local.remainingSwaps(id);
        if (remaining.isEmpty() && local.server().serves()) {
            return new Plan(
                    finishing(local, id),
                    List.of("an undo had begun, its swap is done and the server runs"),
                    List.of(new Step.Settle(local.layout().roots())),
                    Optional.empty());
        }
        return new Plan(
                finishing(local, id),
                List.of("an undo had begun"),
                steps(configuration, local, id, remaining, As.former(local.incomingWasPrimary())),
                local.incomingWasPrimary()
                        ? Optional.of(
                                asPrimary(local, "The tree that the undo takes back was a primary", Sight.local(local)))
                        : mayStopAPrimary(local));
    }

    private static Plan finishOther(Configuration configuration, LocalNode local, String id) {
        return new Plan(
                finishing(local, id),
                List.of("a reset or seed had begun; undo can be run again after it"),
                steps(configuration, local, id, local.remainingSwaps(id), As.NEW_STANDBY),
                mayStopAPrimary(local));
    }

    private static String finishing(LocalNode local, String id) {
        return "Finish the cut-over %s of %s that was interrupted.".formatted(id, local.name());
    }

    private static Plan.Confirmation asPrimary(LocalNode local, String why, List<String> sight) {
        return new Plan.Confirmation(
                local.name().value(),
                "%s: this starts %s as a primary beside the one there is.".formatted(why, local.name()),
                sight);
    }

    private static List<Step> steps(
            Configuration configuration, LocalNode local, String id, List<RootSwap> swaps, As as) {
        var service = configuration.postgres().service();
        return List.of(
                new Step.BeginCutOver(id, swaps, local.staleMarks(id)),
                CutOverSteps.stop(configuration, local, swaps),
                new Step.Swap(swaps, local.hasLive()),
                Step.MountLive.whole(),
                new Step.StartServer(service, as),
                new Step.Settle(local.layout().roots()));
    }

    private static Optional<Plan.Confirmation> confirmation(LocalNode local, RetiredTree retired) {
        if (retired.wasPrimary()) {
            return Optional.of(
                    asPrimary(local, "The retired tree was a primary", List.of("retired tree " + retired.id())));
        }
        return mayStopAPrimary(local);
    }

    private static Optional<Plan.Confirmation> mayStopAPrimary(LocalNode local) {
        return local.server().mayBePrimary()
                ? Optional.of(new Plan.Confirmation(
                        local.name().value(),
                        "The server of %s runs and may be a primary.".formatted(local.name()),
                        Sight.local(local)))
                : Optional.empty();
    }
}
