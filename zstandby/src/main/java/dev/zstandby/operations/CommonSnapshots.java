package dev.zstandby.operations;

import static java.util.stream.Collectors.toSet;

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

/**
 * Which of this node's snapshots tie it to its peer. Pure functions.
 *
 * @param live the group's datasets, whether they exist or not
 * @param all every dataset of this node
 * @param snapshots those of the {@link #places}, oldest first within each dataset
 * @param theirs the peer's snapshots
 */
record CommonSnapshots(
        GroupLayout layout, List<DatasetName> live, Datasets all, List<Snapshot> snapshots, Set<Guid> theirs) {
    /** The datasets that may have what ties this node to a peer. */
    static List<DatasetName> places(GroupLayout layout, List<DatasetName> live, Datasets all) {
        return Stream.concat(mayBecomeLive(layout, live, all), live.stream().flatMap(name -> aside(layout, name, all)))
                .filter(name -> all.named(name).isPresent())
                .toList();
    }

    /** In every tree that is, or may become, the live one. */
    private static Stream<DatasetName> mayBecomeLive(GroupLayout layout, List<DatasetName> live, Datasets all) {
        return Stream.of(
                        live.stream(),
                        live.stream().map(layout::staged),
                        RetiredTree.wayBack(RetiredTree.all(layout, all), layout).stream()
                                .flatMap(tree -> layout.retired(live, tree.id()).stream()))
                .flatMap(names -> names);
    }

    /** What this live dataset is called in the trees that were set aside. */
    private static Stream<DatasetName> aside(GroupLayout layout, DatasetName name, Datasets all) {
        var root = layout.rootOf(name);
        return all.all().stream()
                .map(Dataset::name)
                .filter(candidate -> GroupLayout.isAsideRoot(root, candidate))
                .map(aside -> name.moved(root, aside));
    }

    /**
     * The newest common snapshot of each dataset that is, or may become, live, and what a retired tree, or the live one until it is
     * settled, is a clone of.
     */
    Set<Guid> needed() {
        var needed = new LinkedHashSet<Guid>();
        mayBecomeLive(layout, live, all)
                .forEach(name -> newestCommon(name).map(Snapshot::guid).ifPresent(needed::add));
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
        return needed;
    }

    /**
     * What came into the live tree, the staged one or one that was set aside after all that the live dataset and the peer have in
     * common, and the peer does not have: whoever takes a primary back to an earlier snapshot destroys those after it. Only what is
     * held was the peer's once, and not somebody's own.
     */
    Set<SnapshotName> lost() {
        var lost = new LinkedHashSet<SnapshotName>();
        for (DatasetName name : live) {
            long common = newestCommon(name).map(Snapshot::createTxg).orElse(0L);
            var places = Stream.concat(Stream.of(name, layout.staged(name)), aside(layout, name, all))
                    .collect(toSet());
            snapshots.stream()
                    .filter(snapshot -> places.contains(snapshot.name().dataset()))
                    .filter(snapshot -> snapshot.createTxg() > common && !theirs.contains(snapshot.guid()))
                    .map(Snapshot::name)
                    .forEach(lost::add);
        }
        return lost;
    }

    private Optional<Snapshot> newestCommon(DatasetName dataset) {
        return snapshots.reversed().stream()
                .filter(snapshot -> snapshot.name().dataset().equals(dataset))
                .filter(snapshot -> theirs.contains(snapshot.guid()))
                .findFirst();
    }
}
