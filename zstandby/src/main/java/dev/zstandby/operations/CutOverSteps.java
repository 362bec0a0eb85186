package dev.zstandby.operations;

import dev.zstandby.config.Configuration;
import dev.zstandby.operations.Step.KeepWal.IfFailed;
import dev.zstandby.operations.Step.StartServer.As;
import java.util.ArrayList;
import java.util.List;

/** The steps that make a prepared tree live; the same for reset, seed and for finishing an interrupted cut-over. */
final class CutOverSteps {
    private CutOverSteps() {}

    /** At the beginning of what brings a new tree. */
    static Step keepWal(Observation seen) {
        return new Step.KeepWal(seen.slot(), seen.local().servesAnything() ? IfFailed.DROP_IF_MADE : IfFailed.DROP);
    }

    /** From the first to the last step of a cut-over to a standby. */
    static List<Step> toStandby(Observation seen, String id, List<RootSwap> swaps) {
        var configuration = seen.configuration();
        var local = seen.local();
        var steps = new ArrayList<Step>();
        steps.add(new Step.BeginCutOver(id, swaps, local.staleMarks(id)));
        steps.add(stop(configuration, local, swaps));
        steps.add(new Step.Swap(swaps, local.hasLive()));
        steps.add(Step.MountLive.whole());
        steps.add(new Step.StartServer(configuration.postgres().service(), As.NEW_STANDBY));
        steps.addAll(afterStart(local));
        return steps;
    }

    /** What remains once the server runs on the new tree. To settle needs no peer, so it comes before what does. */
    static List<Step> afterStart(LocalNode local) {
        return List.of(new Step.AwaitStreaming(), new Step.Settle(local.layout().roots()), new Step.ReleaseOldHolds());
    }

    /** Plans in which a primary may be stopped ask for the node's name, so what is seen now is what was agreed to. */
    static Step stop(Configuration configuration, LocalNode local, List<RootSwap> swaps) {
        return new Step.StopServer(
                configuration.postgres().service(),
                local.mountpoints(swaps),
                local.server().mayBePrimary());
    }

    static List<RootSwap> swaps(LocalNode local, String id) {
        return local.layout().roots().stream()
                .map(root -> new RootSwap(root, GroupLayout.stagedRoot(root), GroupLayout.retiredRoot(root, id)))
                .toList();
    }
}
