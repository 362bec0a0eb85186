package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.postgres.Lsn;
import dev.zstandby.postgres.Server;
import dev.zstandby.postgres.Timeline;
import dev.zstandby.postgres.WalReceiver;
import dev.zstandby.postgres.WalSender;
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
    /** Kept from one look to the next: logging in costs more than looking does. */
    private Optional<Server> own = Optional.empty();

    Streaming(Machine machine, Link link, Ledger ledger) {
        this.machine = machine;
        this.link = link;
        this.ledger = ledger;
    }

    void await() {
        try {
            awaitGoal();
        } finally {
            own.ifPresent(Server::close);
        }
    }

    private void awaitGoal() {
        var goal = ledger.taken().map(Ledger.Taken::upper).orElseGet(this::noted);
        var patience = new Patience(PATIENCE);
        var furthest = new Lsn(0);
        while (true) {
            var primary = primary();
            var look = look();
            if (look.filter(found -> !found.inRecovery()).isPresent()) {
                throw Complaint.of(
                        machine,
                        "PostgreSQL of %s runs as a primary and not as a standby."
                                .formatted(machine.configuration().node()));
            }
            if (look.isPresent()
                    && primary.isPresent()
                    && look.get().streams(primary.get())
                    && look.get().arrived().compareTo(goal) >= 0) {
                ledger.streams(primary.get().timeline(), look.get().replayed());
                endGuard();
                return;
            }
            if (look.isPresent() && look.get().furthest().compareTo(furthest) > 0) {
                patience.renew();
                furthest = look.get().furthest();
            }
            if (patience.isOver()) {
                throw failure(look, primary, goal);
            }
            Pause.of(BETWEEN_LOOKS);
        }
    }

    /** Also that of a run whose machine lost its power, which the primary has not noticed yet. */
    private void endGuard() {
        link.serverAgain().endGuard(machine.configuration().guardSlot());
    }

    /**
     * One look at the primary.
     *
     * @param sends whether it streams through this node's slot
     */
    private record PrimaryLook(Timeline timeline, boolean sends) {}

    /** Nothing when the primary cannot be asked just now. */
    private Optional<PrimaryLook> primary() {
        try {
            var server = link.serverAgain();
            boolean sends = server.senders().stream()
                    .filter(WalSender::streams)
                    .anyMatch(sender -> sender.slot()
                            .equals(Optional.of(machine.configuration().slot())));
            return Optional.of(new PrimaryLook(server.timeline(), sends));
        } catch (Failure notAnswering) {
            return Optional.empty();
        }
    }

    /**
     * One look at this node's server.
     *
     * @param arrived up to where it has what it is to have, as {@link Server#arrived} says
     */
    private record Look(boolean inRecovery, Optional<WalReceiver> receiver, Lsn replayed, Lsn arrived) {
        Lsn furthest() {
            return arrived.compareTo(replayed) > 0 ? arrived : replayed;
        }

        /** As both ends see it: a receiver calls itself streaming from before the primary has let it in. */
        boolean streams(PrimaryLook primary) {
            return primary.sends()
                    && receiver.filter(WalReceiver::streams)
                            .filter(found -> found.timeline().equals(primary.timeline()))
                            .isPresent();
        }
    }

    /** Nothing when the server cannot be asked. */
    private Optional<Look> look() {
        try {
            var server = own.orElseGet(() -> Server.connect(machine.ownEndpoint()));
            own = Optional.of(server);
            boolean inRecovery = server.inRecovery();
            return Optional.of(new Look(inRecovery, server.receiver(), server.position(inRecovery), server.arrived()));
        } catch (Failure notAnswering) {
            own.ifPresent(Server::close);
            own = Optional.empty();
            return Optional.empty();
        }
    }

    private Failure failure(Optional<Look> look, Optional<PrimaryLook> primary, Lsn goal) {
        var node = machine.configuration().node();
        if (look.isEmpty()) {
            return Complaint.of(machine, "PostgreSQL of %s does not answer any more.".formatted(node));
        }
        if (primary.isEmpty()) {
            return Complaint.of(
                    machine,
                    "PostgreSQL of %s started, but %s does not answer any more, so whether it streams cannot be seen."
                            .formatted(node, link.peer().name()));
        }
        if (!look.get().streams(primary.get())) {
            return Complaint.of(
                    machine,
                    "PostgreSQL of %s started but does not stream on timeline %s of %s."
                            .formatted(
                                    node, primary.get().timeline(), link.peer().name()));
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
