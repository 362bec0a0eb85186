package dev.zstandby.operations;

import static java.util.stream.Collectors.toMap;

import dev.zstandby.Failure;
import dev.zstandby.operations.Step.StartServer.As;
import dev.zstandby.retention.Timestamp;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Dataset.Tree;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Datasets;
import dev.zstandby.zfs.Property;
import dev.zstandby.zfs.SnapshotName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The steps during which the server is stopped, and those that tidy up after it runs again. */
final class CutOver {
    /** What is mounted inside another comes after it. */
    private static final Comparator<Dataset> BY_MOUNTPOINT = Comparator.comparing(
            dataset -> dataset.mountpoint().map(Object::toString).orElse(""));

    /** What is said of a tree on its way to be live, or to be retired, and of none that serves. */
    private static final List<String> MARKS =
            List.of(Property.TREE, Property.ROLE, Property.PREPARED, Property.CUT_OVER, Property.RETIRED_AT);

    private final Machine machine;
    private final Ledger ledger;
    private final Starting starting;
    private final Progress progress;

    CutOver(Machine machine, Ledger ledger, Progress progress) {
        this.machine = machine;
        this.ledger = ledger;
        this.progress = progress;
        this.starting = new Starting(machine, ledger);
    }

    /** Marks of other cut-overs go first: an interrupted one is recognised by its mark, so there must be only one. */
    void begin(Step.BeginCutOver step) {
        machine.zfs().inherit(Property.CUT_OVER, step.stale());
        var roots = step.swaps().stream().map(swap -> swap.incoming().value()).toList();
        if (!roots.isEmpty()) {
            machine.zfs().set(roots, Map.of(Property.CUT_OVER, step.id()));
        }
    }

    /** Looks once more at the server and at who else uses the live tree: the transfer may have taken hours. */
    void stop(Step.StopServer step) {
        if (machine.service().isActive()) {
            OwnServer.flush(machine);
        }
        var service = machine.service().state();
        var all = machine.zfs().datasets();
        var live = machine.layout().roots().stream()
                .flatMap(root -> all.named(root).stream())
                .toList();
        var server = OwnServer.look(machine, service.active(), !live.isEmpty());
        if (!step.primaryAgreed()) {
            CutOverChecks.becamePrimary(machine.configuration().node(), server).ifPresent(Finding::orThrow);
        }
        CutOverChecks.copied(machine.configuration().node(), server).ifPresent(Finding::orThrow);
        CutOverChecks.inUse(machine.configuration().node(), machine.othersThanServer(step.leaving(), service))
                .ifPresent(Finding::orThrow);
        noteRole(live, server);
        if (service.active()) {
            ledger.stopping();
        }
        // Also when it does not run: it may be just about to end, and then this waits for it.
        try {
            machine.service().stop();
        } catch (Failure failure) {
            if (machine.service().isActive()) {
                machine.zfs().inherit(Property.ROLE, names(live));
                throw failure;
            }
            throw ledger.hasStopped() ? serveAgain(failure) : failure;
        }
    }

    private static List<DatasetName> names(List<Dataset> datasets) {
        return datasets.stream().map(Dataset::name).toList();
    }

    /** On the tree itself, so that a run which finishes this one when nothing can be asked any more knows it. */
    private void noteRole(List<Dataset> live, LocalServer server) {
        if (!live.isEmpty() && !(server instanceof LocalServer.Absent)) {
            machine.zfs()
                    .set(live.stream().map(root -> root.name().value()).toList(), Map.of(Property.ROLE, server.role()));
        }
    }

    /** Looks first at what there is, so that a swap that was interrupted anywhere goes on from there. */
    void swap(Step.Swap step) {
        try {
            var all = machine.zfs().datasets();
            unmount(step.swaps().stream()
                    .flatMap(swap -> all.tree(swap.live()).stream())
                    .toList());
            for (RootSwap swap : step.swaps()) {
                swap(swap, all.tree(swap.live()));
                ledger.swapped();
            }
        } catch (Failure failure) {
            if (hasRenamed()) {
                ledger.swapped();
                throw failure;
            }
            throw ledger.hasStopped() ? serveAgain(failure) : failure;
        }
    }

    private void swap(RootSwap swap, List<Dataset> live) {
        if (!live.isEmpty()) {
            retire(live);
            machine.zfs().rename(swap.live(), swap.outgoing());
            GroupLayout.retiredId(swap.live(), swap.outgoing()).ifPresent(ledger::retired);
        }
        machine.zfs().rename(swap.incoming(), swap.live());
    }

    /** Whether any of the live tree is gone already, or is the incoming one, which carries the mark of its cut-over. */
    private boolean hasRenamed() {
        var all = machine.zfs().datasets();
        return machine.layout().roots().stream()
                .map(all::named)
                .anyMatch(root -> root.isEmpty() || root.get().cutOver().isPresent());
    }

    /** Nothing has been renamed yet, so what served until now can go on serving. */
    private Failure serveAgain(Failure cause) {
        var evidence = new ArrayList<>(cause.evidence());
        try {
            mountLive(Step.MountLive.whole());
            guardAgainstPromotion();
            starting.run(true);
            keepLive();
            evidence.add("The server was started again and serves as before.");
        } catch (Failure second) {
            evidence.add("The server could not be started again: " + second.sentence());
        }
        return cause.withEvidence(evidence);
    }

    /** What served as a standby may have lost its {@code standby.signal} meanwhile, which it does not look for while it runs. */
    private void guardAgainstPromotion() {
        if (OwnServer.look(machine, false, true) instanceof LocalServer.Stopped(var control, var standbySignal)
                && LocalServer.wasStandby(control)
                && !standbySignal) {
            throw wouldBecomePrimary();
        }
    }

    private Failure wouldBecomePrimary() {
        return Failure.refused("%s has no standby.signal, so it is not started: it would become a primary."
                        .formatted(machine.configuration().postgres().dataDirectory()))
                .withRemedy(Complaint.wayOn(machine));
    }

    /** Takes back what was said of the live tree on its way to be retired. */
    private void keepLive() {
        var all = machine.zfs().datasets();
        var live = machine.layout().roots().stream()
                .flatMap(root -> all.tree(root).stream())
                .toList();
        live.stream()
                .filter(dataset -> dataset.tree().equals(Optional.of(Tree.RETIRED)))
                .forEach(dataset -> machine.zfs().set(dataset.name().value(), Map.of("canmount", "on")));
        for (String property : List.of(Property.TREE, Property.ROLE, Property.RETIRED_AT)) {
            machine.zfs().inherit(property, names(live));
        }
    }

    /** What is mounted inside another goes first, whichever root it belongs to: pg_wal may be mounted in the data directory. */
    private void unmount(List<Dataset> datasets) {
        datasets.stream()
                .filter(Dataset::mounted)
                .sorted(BY_MOUNTPOINT.reversed())
                .forEach(dataset -> machine.mounts().unmount(dataset.name(), mountpoint(dataset)));
    }

    private void retire(List<Dataset> tree) {
        machine.zfs()
                .set(
                        tree.stream().map(dataset -> dataset.name().value()).toList(),
                        Map.of(
                                "canmount",
                                "noauto",
                                Property.TREE,
                                Tree.RETIRED.property(),
                                Property.ROLE,
                                notedRole(tree),
                                Property.RETIRED_AT,
                                Timestamp.text(Instant.now())));
    }

    /** One of which nothing is known counts as a primary: to start it again takes a word more. */
    private static String notedRole(List<Dataset> tree) {
        return tree.stream()
                .map(Dataset::role)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("primary");
    }

    void mountLive(Step.MountLive step) {
        var all = machine.zfs().datasets();
        for (Dataset dataset : live(all, step.asFarAsItGoes())) {
            try {
                machine.mounts().mount(dataset.name(), mountpoint(dataset));
            } catch (Failure failure) {
                if (!step.asFarAsItGoes()) {
                    throw failure;
                }
                progress.note("%s It is replaced all the same, and kept as it is.".formatted(failure.sentence()));
            }
        }
    }

    /** The datasets of the live tree that are not mounted, in the order in which they are to be. */
    private List<Dataset> live(Datasets all, boolean asFarAsItGoes) {
        return machine.configuration().datasets().members().values().stream()
                .filter(name -> !asFarAsItGoes || all.named(name).isPresent())
                .map(name -> all.named(name)
                        .orElseThrow(() -> Failure.failed("%s is not there, so it cannot be mounted.".formatted(name))
                                .withRemedy(
                                        "If it was renamed, give it its name back (zfs rename); if it is lost, bring the"
                                                + " whole group anew: zstandby seed --replace")))
                .filter(dataset -> !dataset.mounted())
                .sorted(BY_MOUNTPOINT)
                .toList();
    }

    private static Path mountpoint(Dataset dataset) {
        return dataset.mountpoint()
                .orElseThrow(() -> Failure.failed("%s has no mountpoint.".formatted(dataset.name()))
                        .withRemedy("zfs set mountpoint=PATH %s, then run the same command again."
                                .formatted(dataset.name())));
    }

    void start(Step.StartServer step) {
        if (step.as() != As.FORMER_PRIMARY && !machine.files().hasStandbySignal()) {
            throw wouldBecomePrimary();
        }
        if (step.asItWas()) {
            // What is only started again was not stopped just now, and its last start may wait for what was killed.
            machine.service().stop();
        }
        starting.run(step.asItWas());
    }

    /** What a former tree is a clone of may be somebody else's, from which it was made. */
    private boolean isInOurTrees(SnapshotName origin) {
        return machine.layout().roots().stream().anyMatch(root -> GroupLayout.isOfOurs(root, origin.dataset()));
    }

    void settle(List<DatasetName> roots) {
        var all = machine.zfs().datasets();
        var live = roots.stream().flatMap(root -> all.tree(root).stream()).toList();
        var names = names(live);
        live.stream()
                .filter(dataset -> dataset.origin().filter(this::isInOurTrees).isPresent())
                .map(Dataset::name)
                .forEach(machine.zfs()::promote);
        machine.zfs().set(names.stream().map(DatasetName::value).toList(), Map.of("canmount", "on"));
        // All at once: whether it was an undo that is to be finished shows by two of them together. With this the
        // cut-over is done.
        machine.zfs()
                .set(
                        names.stream().map(DatasetName::value).toList(),
                        MARKS.stream().collect(toMap(Function.identity(), _ -> "")));
        MARKS.forEach(property -> takeOff(property, names));
    }

    /** An empty mark is none. Who were told to run the command again for the sake of it would have an undo undone. */
    private void takeOff(String property, List<DatasetName> names) {
        try {
            machine.zfs().inherit(property, names);
        } catch (Failure failure) {
            progress.note("%s stays, empty, which does no harm: %s".formatted(property, failure.sentence()));
        }
    }
}
