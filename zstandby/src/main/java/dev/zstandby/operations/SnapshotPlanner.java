package dev.zstandby.operations;

import dev.zstandby.config.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a snapshot of this node's live tree would be worth something. A pure function. */
final class SnapshotPlanner {
    private SnapshotPlanner() {}

    /** @param name for the snapshot */
    static Decision plan(Configuration configuration, LocalNode local, String name) {
        var findings = new ArrayList<Finding>();
        CutOverChecks.notUnderWay(local).ifPresent(findings::add);
        var pools = configuration.datasets().pools().stream().sorted().toList();
        if (pools.size() > 1) {
            findings.add(
                    Finding.refusal(
                            "pools",
                            "The datasets of %s lie in the pools %s, and no snapshot is atomic over several."
                                    .formatted(local.name(), String.join(", ", pools)),
                            "Take snapshots by sync and reset on a standby: those are bracketed by pg_backup_start and pg_backup_stop."));
        }
        if (!(local.server() instanceof LocalServer.Running)) {
            findings.add(Finding.error(
                    "not-running",
                    "The server of %s does not answer, so nobody can say which WAL a snapshot would hold."
                            .formatted(local.name()),
                    "Start it; zstandby status says how it is."));
        }
        if (!findings.isEmpty()) {
            return new Decision.Refused(findings);
        }
        return new Decision.Proceed(new Plan(
                "Snapshot the live tree of %s.".formatted(local.name()),
                List.of("one pool, so it is atomic over data, WAL and tablespaces"),
                List.of(new Step.SnapshotLive(name)),
                Optional.empty()));
    }
}
