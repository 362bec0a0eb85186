package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.peer.HoldTag;
import dev.zstandby.postgres.Server;
import dev.zstandby.zfs.Snapshot.WalNote;
import dev.zstandby.zfs.SnapshotName;
import java.util.List;
import java.util.Optional;

/** The steps that make and destroy what is kept beside the live tree. */
final class RetentionSteps {
    private final Machine machine;
    private final Ledger ledger;

    RetentionSteps(Machine machine, Ledger ledger) {
        this.machine = machine;
        this.ledger = ledger;
    }

    void snapshot(String name) {
        var snapshots = machine.configuration().datasets().members().values().stream()
                .map(dataset -> dataset.snapshot(name))
                .toList();
        try (var server = Server.connect(machine.ownEndpoint())) {
            var state = server.state();
            var lower = server.reached();
            var note = new WalNote(
                    state.systemIdentifier().toString(), state.timeline().id(), lower.toString(), Optional.empty());
            machine.zfs().takeSnapshots(snapshots, note.properties());
            var upper = server.reached();
            machine.zfs()
                    .set(
                            snapshots.stream().map(SnapshotName::toString).toList(),
                            note.withUpper(upper.toString()).properties());
        }
        ledger.named(name);
    }

    void destroy(Step.DestroySnapshots step) {
        machine.zfs().destroySnapshots(step.snapshots());
        ledger.reclaimed(step.frees());
    }

    void destroy(Step.DestroyRetired step) {
        var trees = new OwnTrees(machine.zfs());
        var ours = machine.layout()
                .retired(machine.configuration().datasets().members().values(), step.id());
        trees.destroyRetired(step.roots(), ours);
        ledger.reclaimed(step.frees());
    }

    void drop(Step.DropHolds step) {
        machine.zfs().release(HoldTag.of(step.node()), step.snapshots());
    }

    void drop(Step.DropSlot step) {
        try (var server = Server.connect(machine.ownEndpoint())) {
            if (!server.dropIdleSlot(step.slot())) {
                throw Failure.refused("Somebody has begun to stream through slot %s.".formatted(step.slot()))
                        .withEvidence(List.of("server: " + server))
                        .withRemedy("See who: SELECT * FROM pg_stat_replication.");
            }
        }
    }
}
