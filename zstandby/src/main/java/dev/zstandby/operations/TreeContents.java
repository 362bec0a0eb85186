package dev.zstandby.operations;

import dev.zstandby.peer.HoldTag;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.SnapshotName;
import dev.zstandby.zfs.Zfs.Hold;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Everything in a tree that zstandby made and is about to destroy.
 *
 * @param datasets file systems and volumes
 * @param holds of its snapshots
 */
record TreeContents(List<Dataset> datasets, List<Snapshot> snapshots, List<Hold> holds) {
    TreeContents {
        datasets = List.copyOf(datasets);
        snapshots = List.copyOf(snapshots);
        holds = List.copyOf(holds);
    }

    /**
     * The names of the datasets, volumes and snapshots in it that others made.
     *
     * @param ours the names of the datasets that zstandby made
     */
    List<String> foreign(Collection<DatasetName> ours) {
        return Stream.concat(
                        StagedTree.foreign(datasets, ours).stream().map(DatasetName::value),
                        snapshots.stream()
                                .map(Snapshot::name)
                                .filter(name -> !name.isOurs())
                                .map(SnapshotName::toString))
                .toList();
    }

    /** The holds that zstandby did not set. */
    List<Hold> foreignHolds() {
        return holds.stream()
                .filter(Predicate.not(hold -> HoldTag.isOurs(hold.tag())))
                .toList();
    }

    /**
     * What in it keeps it from being destroyed, in words; empty when nothing does.
     *
     * @param ours the names of the datasets that zstandby made
     * @param clones of something in it, which are not to go before it
     */
    List<String> keptBy(Collection<DatasetName> ours, Collection<DatasetName> clones) {
        return Stream.of(
                        foreign(ours).stream().map(name -> name + " is not zstandby's"),
                        foreignHolds().stream().map(hold -> "%s is held (%s)".formatted(hold.snapshot(), hold.tag())),
                        datasets.stream()
                                .filter(Dataset::mounted)
                                .map(dataset -> "%s is mounted".formatted(dataset.name())),
                        clones.stream().map(clone -> clone + " is a clone of it"))
                .flatMap(words -> words)
                .toList();
    }

    /**
     * The clones of something in it.
     *
     * @param all every dataset of the machine
     */
    List<DatasetName> clones(Collection<Dataset> all) {
        return all.stream()
                .filter(dataset -> !datasets.contains(dataset))
                .filter(dataset -> dataset.origin()
                        .map(SnapshotName::dataset)
                        .filter(this::has)
                        .isPresent())
                .map(Dataset::name)
                .toList();
    }

    private boolean has(DatasetName name) {
        return datasets.stream().map(Dataset::name).anyMatch(name::equals);
    }

    /** The snapshots of one of its datasets. */
    List<SnapshotName> of(DatasetName dataset) {
        return snapshots.stream()
                .map(Snapshot::name)
                .filter(name -> name.dataset().equals(dataset))
                .toList();
    }
}
