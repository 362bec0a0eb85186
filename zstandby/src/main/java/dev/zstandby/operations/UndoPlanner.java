package dev.zstandby.operations;

import dev.zstandby.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How this node gets back to the tree it last retired. Needs no peer. A pure function. */
final class UndoPlanner {
    private UndoPlanner() {}

    /** @param id for the tree that will be retired in its turn */
    static Decision plan(Configuration configuration, LocalNode local, String id) {
        var underWay = local.cutOverUnderWay();
        if (local.retired().isEmpty() && underWay.isEmpty()) {
            return new Decision.NothingToDo("%s has no retired tree to go back to.".formatted(local.name()));
        }
        return new Decision.Proceed(
                underWay.isPresent() && !local.remainingSwaps(underWay.get()).isEmpty()
                        ? finishFirst(configuration, local, underWay.get())
                        : swapBack(configuration, local, id));
    }

    private static Plan swapBack(Configuration configuration, LocalNode local, String id) {
        var retired = local.retired().getLast();
        var swaps = new ArrayList<RootSwap>();
        for (var root : local.layout().roots()) {
            swaps.add(
                    new RootSwap(root, GroupLayout.retiredRoot(root, retired.id()), GroupLayout.retiredRoot(root, id)));
        }
        return new Plan(
                "Take %s back to the tree retired as %s.".formatted(local.name(), retired.id()),
                List.of("the tree that is live now is kept as %s".formatted(id)),
                steps(configuration, local, id, swaps),
                confirmation(local, retired));
    }

    private static Plan finishFirst(Configuration configuration, LocalNode local, String id) {
        return new Plan(
                "Finish the cut-over %s of %s that was interrupted; undo can be run again after it."
                        .formatted(id, local.name()),
                List.of(),
                steps(configuration, local, id, local.remainingSwaps(id)),
                Optional.empty());
    }

    private static List<Step> steps(Configuration configuration, LocalNode local, String id, List<RootSwap> swaps) {
        var service = configuration.postgres().service();
        return List.of(
                new Step.BeginCutOver(id, swaps),
                new Step.StopServer(service),
                new Step.Swap(swaps, CutOverSteps.role(local)),
                new Step.MountLive(),
                new Step.StartServer(service, true),
                new Step.Settle(local.layout().roots()));
    }

    private static Optional<Plan.Confirmation> confirmation(LocalNode local, RetiredTree retired) {
        if (retired.wasPrimary()) {
            return Optional.of(new Plan.Confirmation(
                    local.name().value(),
                    "The retired tree was a primary: going back starts %s as a primary beside the one there is."
                            .formatted(local.name()),
                    List.of("retired tree " + retired.id())));
        }
        return local.server().mayBePrimary()
                ? Optional.of(new Plan.Confirmation(
                        local.name().value(),
                        "The server of %s runs and may be a primary.".formatted(local.name()),
                        Sight.local(local)))
                : Optional.empty();
    }
}
