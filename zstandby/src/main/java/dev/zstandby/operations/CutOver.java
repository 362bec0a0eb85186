package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.host.Background;
import dev.zstandby.postgres.DataDirectory;
import dev.zstandby.postgres.Server;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Dataset.Tree;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Property;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The steps during which the server is stopped, and those that tidy up after it runs again. */
final class CutOver {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration LONGEST_START = Duration.ofHours(1);

    /** What is mounted inside another comes after it. */
    private static final Comparator<Dataset> BY_MOUNTPOINT = Comparator.comparing(
            dataset -> dataset.mountpoint().map(Object::toString).orElse(""));

    private final Machine machine;
    private final Ledger ledger;

    CutOver(Machine machine, Ledger ledger) {
        this.machine = machine;
        this.ledger = ledger;
    }

    /** Marks of other cut-overs go first: an interrupted one is recognised by its mark, so there must be only one. */
    void begin(Step.BeginCutOver step) {
        machine.zfs().inherit(Property.CUT_OVER, step.stale());
        var roots = step.swaps().stream().map(swap -> swap.incoming().value()).toList();
        if (!roots.isEmpty()) {
            machine.zfs().set(roots, Map.of(Property.CUT_OVER, step.id()));
        }
    }

    /** Looks once more at who else uses the live tree: the transfer may have taken hours. */
    void stop(Step.StopServer step) {
        var service = machine.service().state();
        var busy =
                CutOverChecks.inUse(machine.configuration().node(), machine.othersThanServer(step.leaving(), service));
        if (busy.isPresent()) {
            throw busy.get().asFailure();
        }
        if (service.active()) {
            ledger.stopping();
        }
        // Also when it does not run: it may be just about to end, and then this waits for it.
        machine.service().stop();
    }

    /** Looks first at what there is, so that a swap that was interrupted anywhere goes on from there. */
    void swap(Step.Swap step) {
        var all = machine.zfs().datasets();
        var leaving = step.swaps().stream().map(swap -> all.tree(swap.live())).toList();
        try {
            unmount(leaving.stream().flatMap(List::stream).toList());
        } catch (Failure busy) {
            boolean renamed = leaving.size() < machine.layout().roots().size()
                    || leaving.stream().anyMatch(List::isEmpty);
            throw renamed || !ledger.hasStopped() ? busy : serveAgain(busy);
        }
        for (RootSwap swap : step.swaps()) {
            var live = all.tree(swap.live());
            if (!live.isEmpty()) {
                retire(live, step.role());
                machine.zfs().rename(swap.live(), swap.outgoing());
                GroupLayout.retiredId(swap.live(), swap.outgoing()).ifPresent(ledger::retired);
            }
            machine.zfs().rename(swap.incoming(), swap.live());
        }
    }

    /** Nothing has been renamed yet, so what served until now can go on serving. */
    private Failure serveAgain(Failure cause) {
        var evidence = new ArrayList<>(cause.evidence());
        try {
            mountLive();
            startAndAwaitAnswer();
            evidence.add("The server was started again and serves as before.");
        } catch (Failure second) {
            evidence.add("The server could not be started again: " + second.sentence());
        }
        return cause.withEvidence(evidence);
    }

    /** What is mounted inside another goes first, whichever root it belongs to: pg_wal may be mounted in the data directory. */
    private void unmount(List<Dataset> datasets) {
        datasets.stream()
                .filter(Dataset::mounted)
                .sorted(BY_MOUNTPOINT.reversed())
                .map(Dataset::name)
                .forEach(machine.zfs()::unmount);
    }

    private void retire(List<Dataset> tree, Optional<String> role) {
        machine.zfs()
                .set(
                        tree.stream().map(dataset -> dataset.name().value()).toList(),
                        Map.of(
                                "canmount",
                                "noauto",
                                Property.TREE,
                                Tree.RETIRED.property(),
                                Property.ROLE,
                                notedRole(tree).or(() -> role).orElse("standby")));
    }

    /** What an interrupted run noted while the server still ran; what is seen now may say less. */
    private static Optional<String> notedRole(List<Dataset> tree) {
        return tree.stream().map(Dataset::role).flatMap(Optional::stream).findFirst();
    }

    void mountLive() {
        var all = machine.zfs().datasets();
        machine.configuration().datasets().members().values().stream()
                .map(name -> all.named(name)
                        .orElseThrow(() -> Failure.failed("%s is missing after the swap.".formatted(name))
                                .withRemedy("Run the same command again.")))
                .filter(dataset -> !dataset.mounted())
                .sorted(BY_MOUNTPOINT)
                .map(Dataset::name)
                .forEach(machine.zfs()::mount);
    }

    void start(Step.StartServer step) {
        var directory = machine.configuration().postgres().dataDirectory();
        if (!step.asItWas() && !new DataDirectory(directory).hasStandbySignal()) {
            throw Failure.refused("%s has no standby.signal, so it is not started: it would become a primary."
                            .formatted(directory))
                    .withRemedy("zstandby undo");
        }
        startAndAwaitAnswer();
    }

    private void startAndAwaitAnswer() {
        var starting = Background.start(machine.service()::start);
        long end = System.nanoTime() + LONGEST_START.toNanos();
        var silence = silence();
        while (silence.isPresent()) {
            if (Server.isHidden(silence.get())) {
                throw silence.get();
            }
            if (starting.isDone()
                    && (starting.isCompletedExceptionally()
                            || !machine.service().isActive())) {
                throw didNotStart(starting);
            }
            if (System.nanoTime() > end) {
                throw Complaint.of(machine, "%s does not answer.".formatted(machine.ownEndpoint()));
            }
            Pause.of(BETWEEN_LOOKS);
            silence = silence();
        }
        ledger.answersAgain();
    }

    private Failure didNotStart(CompletableFuture<Void> starting) {
        var failure = Complaint.of(
                machine,
                "PostgreSQL of %s did not start."
                        .formatted(machine.configuration().node()));
        try {
            starting.join();
        } catch (CompletionException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** Why the server does not answer; nothing when it does. */
    private Optional<Failure> silence() {
        try (var server = Server.connect(machine.ownEndpoint(), ANSWER)) {
            server.inRecovery();
            return Optional.empty();
        } catch (Failure notYet) {
            return Optional.of(notYet);
        }
    }

    void settle(List<DatasetName> roots) {
        var all = machine.zfs().datasets();
        var live = roots.stream().flatMap(root -> all.tree(root).stream()).toList();
        var names = live.stream().map(Dataset::name).toList();
        live.stream()
                .filter(dataset -> dataset.origin().isPresent())
                .map(Dataset::name)
                .forEach(machine.zfs()::promote);
        machine.zfs().set(names.stream().map(DatasetName::value).toList(), Map.of("canmount", "on"));
        for (String property : List.of(Property.TREE, Property.ROLE, Property.PREPARED, Property.CUT_OVER)) {
            machine.zfs().inherit(property, names);
        }
    }
}
