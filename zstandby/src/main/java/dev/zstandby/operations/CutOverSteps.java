package dev.zstandby.operations;

import dev.zstandby.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The steps that make a prepared tree live; the same for reset, seed and for finishing an interrupted cut-over. */
final class CutOverSteps {
    private CutOverSteps() {}

    /** From the first to the last step of a cut-over to a standby. */
    static List<Step> toStandby(Configuration configuration, LocalNode local, String id, List<RootSwap> swaps) {
        var steps = new ArrayList<Step>();
        steps.add(new Step.BeginCutOver(id, swaps, local.staleMarks(id)));
        steps.add(new Step.StopServer(configuration.postgres().service(), local.mountpoints(swaps)));
        steps.add(new Step.Swap(swaps, role(local)));
        steps.add(new Step.MountLive());
        steps.add(new Step.StartServer(configuration.postgres().service(), false));
        steps.add(new Step.AwaitStreaming());
        steps.add(new Step.Settle(local.layout().roots()));
        steps.add(new Step.ReleaseOldHolds());
        return steps;
    }

    /** What this node's server is now, to be noted on the tree that it leaves; nothing when there is no tree. */
    static Optional<String> role(LocalNode local) {
        return local.hasLive() ? Optional.of(serverRole(local)) : Optional.empty();
    }

    private static String serverRole(LocalNode local) {
        return switch (local.server()) {
            case LocalServer.Running(var state) -> state.inRecovery() ? "standby" : "primary";
            case LocalServer.Silent silent -> silent.mayBePrimary() ? "primary" : "standby";
            case LocalServer.Stopped(var control) -> LocalServer.wasStandby(control) ? "standby" : "primary";
            case LocalServer.Absent absent -> "standby";
        };
    }

    static List<RootSwap> swaps(LocalNode local, String id) {
        return local.layout().roots().stream()
                .map(root -> new RootSwap(root, GroupLayout.stagedRoot(root), GroupLayout.retiredRoot(root, id)))
                .toList();
    }
}
