package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.postgres.Lsn;
import dev.zstandby.postgres.Server;
import dev.zstandby.postgres.Timeline;
import dev.zstandby.postgres.WalReceiver;
import dev.zstandby.zfs.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Waits for what success means: the server streams on the primary's timeline and has replayed everything that was in the
 * snapshot (received, when it is told to replay late). A standby on a fork answers queries as well, so answering proves nothing.
 */
final class Streaming {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);

    /** Without any progress for this long it is not going to happen. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Machine machine;
    private final Link link;
    private final Ledger ledger;

    Streaming(Machine machine, Link link, Ledger ledger) {
        this.machine = machine;
        this.link = link;
        this.ledger = ledger;
    }

    void await() {
        var timeline = link.server().timeline();
        var goal = ledger.taken().map(Ledger.Taken::upper).orElseGet(this::noted);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        var before = Optional.<Look>empty();
        while (true) {
            var look = look();
            if (look.filter(found -> !found.inRecovery()).isPresent()) {
                throw Complaint.of(
                        machine,
                        "PostgreSQL of %s runs as a primary and not as a standby."
                                .formatted(machine.configuration().node()));
            }
            if (look.isPresent() && look.get().reached(timeline, goal)) {
                ledger.streams(timeline, look.get().replayed());
                return;
            }
            if (!look.equals(before)) {
                deadline = System.nanoTime() + PATIENCE.toNanos();
                before = look;
            }
            if (System.nanoTime() > deadline) {
                throw failure(look, timeline, goal);
            }
            Pause.of(BETWEEN_LOOKS);
        }
    }

    /**
     * One look at this node's server.
     *
     * @param arrived up to where it has what it is to have, as {@link Server#arrived} says
     */
    private record Look(boolean inRecovery, Optional<WalReceiver> receiver, Lsn replayed, Lsn arrived) {
        boolean streams(Timeline timeline) {
            return receiver.filter(WalReceiver::streams)
                    .filter(found -> found.timeline().equals(timeline))
                    .isPresent();
        }

        boolean reached(Timeline timeline, Lsn goal) {
            return streams(timeline) && arrived.compareTo(goal) >= 0;
        }
    }

    /** Nothing when the server cannot be asked. */
    private Optional<Look> look() {
        try (var server = Server.connect(machine.ownEndpoint())) {
            return Optional.of(new Look(
                    server.inRecovery(), server.receiver(), server.position(server.inRecovery()), server.arrived()));
        } catch (Failure notAnswering) {
            return Optional.empty();
        }
    }

    private Failure failure(Optional<Look> look, Timeline timeline, Lsn goal) {
        var node = machine.configuration().node();
        if (look.isEmpty()) {
            return Complaint.of(machine, "PostgreSQL of %s does not answer any more.".formatted(node));
        }
        if (!look.get().streams(timeline)) {
            return Complaint.of(
                    machine,
                    "PostgreSQL of %s started but does not stream on timeline %s of %s."
                            .formatted(node, timeline, link.peer().name()));
        }
        return Complaint.of(
                machine,
                "PostgreSQL of %s streams, but has come only up to %s and not to the snapshot's %s."
                        .formatted(node, look.get().arrived(), goal));
    }

    /** The position noted on the newest snapshot of the live tree, for a run that finishes what another began. */
    private Lsn noted() {
        var data = machine.configuration().datasets().data();
        return machine.zfs().snapshots(List.of(data)).reversed().stream()
                .map(Snapshot::wal)
                .flatMap(Optional::stream)
                .map(Snapshot.WalNote::upper)
                .flatMap(Optional::stream)
                .findFirst()
                .map(Lsn::parse)
                .orElse(new Lsn(0));
    }
}
