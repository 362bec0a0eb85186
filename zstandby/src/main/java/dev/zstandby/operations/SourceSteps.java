package dev.zstandby.operations;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.zstandby.Failure;
import dev.zstandby.operations.Ledger.Taken;
import dev.zstandby.peer.Answer.TakenSnapshot;
import dev.zstandby.peer.Request;
import dev.zstandby.postgres.Backup;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.Snapshot.WalNote;
import dev.zstandby.zfs.SnapshotName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The steps that concern the primary: its WAL, its snapshot, and the holds on both nodes. */
final class SourceSteps {
    private final Machine machine;
    private final Link link;
    private final Observation seen;
    private final Ledger ledger;
    private final Holds holds;
    private final MadeSlot made;

    /** Whether an attempt of this run has made the slot: what the first one made is there already for the next. */
    static final class MadeSlot {
        private boolean here;
    }

    SourceSteps(Machine machine, Link link, Observation seen, Ledger ledger, MadeSlot made) {
        this.made = made;
        this.machine = machine;
        this.holds = new Holds(machine, link.peer().name());
        this.link = link;
        this.seen = seen;
        this.ledger = ledger;
    }

    void keepWal(Step.KeepWal step) {
        made.here |= link.server().ensureSlot(step.slot());
        link.server().guardWal(machine.configuration().guardSlot());
    }

    void checkWal() {
        var guard = machine.configuration().guardSlot();
        if (!link.server().keepsWal(guard)) {
            throw Failure.failed("%s no longer keeps the WAL that the new tree needs, so it would not stream."
                            .formatted(link.peer().name()))
                    .withEvidence(List.of("slot %s is gone or has lost WAL".formatted(guard)))
                    .withRemedy("Run the command again; should this come again, raise max_slot_wal_keep_size on %s."
                            .formatted(link.peer().name()));
        }
    }

    /** After a failure: a slot that nothing reads from would keep WAL on the primary for ever. One that is in use stays. */
    void takeBack(Step.KeepWal step) {
        boolean useless = switch (step.ifFailed()) {
            case DROP -> true;
            case DROP_IF_MADE -> made.here && !ledger.hasSwapped();
            case KEEP -> false;
        };
        if (useless) {
            link.serverAgain().dropIdleSlot(step.slot());
        }
    }

    void takeSnapshot(Step.TakeSnapshot step) {
        var server = link.server();
        var timeline = server.timeline();
        var name = SnapshotNames.next();
        releaseWhatFailedRunsLeft();
        if (step.inBackupMode()) {
            server.startBackup(name);
        } else {
            server.checkpoint();
        }
        var lower = server.written();
        var snapshots = link.gate()
                .takeSnapshot(new Request.TakeSnapshot(
                        name, seen.primary().systemIdentifier().toString(), timeline.id(), lower.toString()));
        Optional<Backup> backup = step.inBackupMode() ? Optional.of(server.stopBackup()) : Optional.empty();
        var upper = backup.map(Backup::end).orElseGet(server::written);
        link.gate().noteUpperLsn(name, upper.toString());
        ledger.took(new Taken(
                name,
                snapshots.stream().collect(toMap(TakenSnapshot::member, TakenSnapshot::snapshot)),
                timeline,
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
                        new WalNote(
                                        seen.primary().systemIdentifier().toString(),
                                        taken.timeline().id(),
                                        taken.lower().toString(),
                                        Optional.of(taken.upper().toString()))
                                .properties());
        holds.hold(received);
    }

    /** One that keeps failing would otherwise leave a snapshot on the primary each time. */
    private void releaseWhatFailedRunsLeft() {
        var needed = holds.needed(theirs());
        boolean any = seen.peer().members().stream()
                .flatMap(member -> member.snapshots().stream())
                .anyMatch(snapshot -> snapshot.holds() > 0 && !needed.contains(snapshot.guid()));
        if (any) {
            releaseOnPeer(needed);
        }
    }

    private void releaseOnPeer(Set<Guid> needed) {
        link.gateAgain()
                .releaseAllBut(needed.stream().filter(theirs()::contains).toList());
    }

    /**
     * Keeps, on both nodes, only what is the newest common snapshot of a tree that this node has. On this one last: what it still
     * holds tells the next run of one that was interrupted here ({@link Holds.Unneeded#stale}).
     */
    void releaseOldHolds() {
        releaseOnPeer(holds.needed(theirs()));
        holds.release(holds.unneeded(theirs()).stale());
    }

    /** The peer's snapshots: those that it had, and the one it took for this run. */
    private Set<Guid> theirs() {
        return Stream.concat(
                        seen.theirs().stream(),
                        ledger.taken().stream()
                                .flatMap(taken -> taken.byMember().values().stream())
                                .map(Snapshot::guid))
                .collect(toSet());
    }
}
