package dev.zstandby.operations;

import static java.util.stream.Collectors.toSet;

import dev.zstandby.NodeName;
import dev.zstandby.peer.HoldTag;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Dataset.Tree;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Datasets;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.SnapshotName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What this node holds for what it has in common with one peer, in every tree that is, or may become, the live one. */
final class Holds {
    private final Machine machine;
    private final String tag;

    Holds(Machine machine, NodeName peer) {
        this.machine = machine;
        this.tag = HoldTag.of(peer);
    }

    void hold(List<SnapshotName> received) {
        machine.zfs().hold(tag, received);
    }

    void release(List<SnapshotName> snapshots) {
        machine.zfs().release(tag, snapshots);
    }

    /** @param theirs the peer's snapshots */
    Set<Guid> needed(Set<Guid> theirs) {
        var all = machine.zfs().datasets();
        return needed(all, snapshots(all), theirs);
    }

    /**
     * The snapshots that are held and need not be, as a run leaves them that was interrupted before its end.
     *
     * @param theirs the peer's snapshots
     */
    List<SnapshotName> stale(Set<Guid> theirs) {
        var all = machine.zfs().datasets();
        var snapshots = snapshots(all);
        var needed = needed(all, snapshots, theirs);
        return machine.zfs()
                .held(
                        tag,
                        snapshots.stream()
                                .filter(snapshot -> snapshot.holds() > 0 && !needed.contains(snapshot.guid()))
                                .map(Snapshot::name)
                                .toList());
    }

    private List<Snapshot> snapshots(Datasets all) {
        return machine.zfs()
                .snapshots(
                        trees(all).filter(name -> all.named(name).isPresent()).toList());
    }

    private Stream<DatasetName> trees(Datasets all) {
        var layout = machine.layout();
        return Stream.of(
                        live().stream(),
                        live().stream().map(layout::staged),
                        RetiredTree.wayBack(RetiredTree.all(layout, all), layout).stream()
                                .flatMap(tree -> layout.retired(live(), tree.id()).stream()))
                .flatMap(names -> names);
    }

    private List<DatasetName> live() {
        return List.copyOf(machine.configuration().datasets().members().values());
    }

    /**
     * The newest common snapshot of each dataset, what a retired tree, or the live one until it is settled, is a clone of, and what
     * an interrupted receive needs.
     */
    private Set<Guid> needed(Datasets all, List<Snapshot> snapshots, Set<Guid> theirs) {
        var needed = new LinkedHashSet<Guid>();
        snapshots.stream()
                .map(snapshot -> snapshot.name().dataset())
                .distinct()
                .forEach(name -> newestCommon(snapshots, name, theirs).ifPresent(needed::add));
        var live = live();
        var origins = all.all().stream()
                .filter(dataset ->
                        live.contains(dataset.name()) || dataset.tree().equals(Optional.of(Tree.RETIRED)))
                .map(Dataset::origin)
                .flatMap(Optional::stream)
                .collect(toSet());
        snapshots.stream()
                .filter(snapshot -> origins.contains(snapshot.name()))
                .map(Snapshot::guid)
                .forEach(needed::add);
        needed.addAll(interrupted(all, theirs));
        return needed;
    }

    /** What a receive that was interrupted and can be gone on with is of, and what it is based on. */
    private Set<Guid> interrupted(Datasets all, Set<Guid> theirs) {
        return live().stream()
                .map(machine.layout()::staged)
                .flatMap(staged -> all.named(staged).flatMap(Dataset::resumeToken).stream())
                .flatMap(token -> machine.zfs().decode(token).stream())
                .map(token -> Stream.concat(Stream.of(token.toGuid()), token.from().stream())
                        .toList())
                .filter(theirs::containsAll)
                .flatMap(List::stream)
                .collect(toSet());
    }

    /** @param snapshots oldest first within each dataset */
    private static Optional<Guid> newestCommon(List<Snapshot> snapshots, DatasetName dataset, Set<Guid> theirs) {
        return snapshots.reversed().stream()
                .filter(snapshot -> snapshot.name().dataset().equals(dataset))
                .map(Snapshot::guid)
                .filter(theirs::contains)
                .findFirst();
    }
}
