package dev.zstandby.operations;

import static java.util.stream.Collectors.toMap;

import dev.zstandby.operations.Ledger.Taken;
import dev.zstandby.peer.Answer.TakenSnapshot;
import dev.zstandby.peer.HoldTag;
import dev.zstandby.peer.Request;
import dev.zstandby.postgres.Backup;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.Property;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.SnapshotName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps that concern the primary: its WAL, its snapshot, and the holds on both nodes. */
final class SourceSteps {
    private final Machine machine;
    private final Link link;
    private final Ledger ledger;
    private boolean slotMade;

    SourceSteps(Machine machine, Link link, Ledger ledger) {
        this.machine = machine;
        this.link = link;
        this.ledger = ledger;
    }

    void keepWal(Step.KeepWal step) {
        slotMade = link.server().ensureSlot(step.slot()) && step.dropIfFailed();
        link.server().guardWal(step.slot() + "_guard");
    }

    /** Takes back a slot that this run made, since nothing will read from it and it would keep WAL for ever. */
    void dropSlotMade(String slot) {
        if (slotMade) {
            link.server().dropSlot(slot);
        }
    }

    void takeSnapshot(Step.TakeSnapshot step) {
        var server = link.server();
        var state = server.state();
        var name = SnapshotNames.next();
        if (step.inBackupMode()) {
            server.startBackup(name);
        } else {
            server.checkpoint();
        }
        var lower = server.written();
        var snapshots = link.gate()
                .takeSnapshot(new Request.TakeSnapshot(
                        name,
                        state.systemIdentifier().toString(),
                        state.timeline().id(),
                        lower.toString()));
        Optional<Backup> backup = step.inBackupMode() ? Optional.of(server.stopBackup()) : Optional.empty();
        var upper = backup.map(Backup::end).orElseGet(server::written);
        link.gate().noteUpperLsn(name, upper.toString());
        ledger.took(new Taken(
                name,
                snapshots.stream().collect(toMap(TakenSnapshot::member, TakenSnapshot::snapshot)),
                state.timeline(),
                lower,
                upper,
                backup));
    }

    void holdCommon() {
        var taken = ledger.snapshot();
        var received = machine.configuration().datasets().members().values().stream()
                .map(live -> machine.layout().staged(live).snapshot(taken.name()))
                .toList();
        machine.zfs()
                .set(
                        received.stream().map(SnapshotName::toString).toList(),
                        Map.of(
                                Property.SYSTEM_IDENTIFIER,
                                taken.byMember().values().stream()
                                        .flatMap(snapshot -> snapshot.wal().stream())
                                        .map(Snapshot.WalNote::systemIdentifier)
                                        .findFirst()
                                        .orElse("0"),
                                Property.TIMELINE,
                                taken.timeline().toString(),
                                Property.LSN_LOWER,
                                taken.lower().toString(),
                                Property.LSN_UPPER,
                                taken.upper().toString()));
        machine.zfs().hold(tag(), received);
        link.gate().hold(taken.byMember().values().stream().map(Snapshot::guid).toList());
    }

    private String tag() {
        return HoldTag.of(link.peer().name());
    }

    /** Keeps, on both nodes, only what is the newest common snapshot of a tree that this node has. */
    void releaseOldHolds() {
        var local = new LocalObserver(machine).observe();
        var described = link.gate().describe();
        var theirs = described.members().stream()
                .flatMap(member -> member.snapshots().stream())
                .map(Snapshot::guid)
                .toList();
        var needed = new LinkedHashSet<Guid>();
        var ours = new ArrayList<Snapshot>();
        for (LocalMember member : local.members()) {
            newestCommon(member.liveSnapshots(), theirs).ifPresent(needed::add);
            newestCommon(member.stagedSnapshots(), theirs).ifPresent(needed::add);
            ours.addAll(member.liveSnapshots());
            ours.addAll(member.stagedSnapshots());
        }
        var origins = local.retired().stream()
                .flatMap(tree -> tree.roots().stream())
                .flatMap(root -> machine.zfs().tree(root.name()).stream())
                .map(Dataset::origin)
                .flatMap(Optional::stream)
                .toList();
        ours.stream()
                .filter(snapshot -> origins.contains(snapshot.name()))
                .map(Snapshot::guid)
                .forEach(needed::add);
        var released = ours.stream()
                .filter(snapshot -> snapshot.holds() > 0 && !needed.contains(snapshot.guid()))
                .map(Snapshot::name)
                .toList();
        machine.zfs().release(tag(), machine.zfs().held(tag(), released));
        link.gate().releaseAllBut(needed.stream().filter(theirs::contains).toList());
    }

    private static Optional<Guid> newestCommon(List<Snapshot> snapshots, List<Guid> theirs) {
        return snapshots.reversed().stream()
                .map(Snapshot::guid)
                .filter(theirs::contains)
                .findFirst();
    }
}
