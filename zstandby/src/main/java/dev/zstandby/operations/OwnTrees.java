package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.peer.HoldTag;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Dataset.Tree;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Datasets;
import dev.zstandby.zfs.Property;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.Zfs;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The trees beside the live one, which zstandby made and may destroy. */
final class OwnTrees {
    private final Zfs zfs;

    OwnTrees(Zfs zfs) {
        this.zfs = zfs;
    }

    TreeContents contents(Datasets all, DatasetName root) {
        var datasets = all.treeWithVolumes(root);
        var snapshots = zfs.snapshots(datasets.stream().map(Dataset::name).toList());
        return new TreeContents(
                datasets,
                snapshots,
                zfs.holds(snapshots.stream()
                        .filter(snapshot -> snapshot.holds() > 0)
                        .map(Snapshot::name)
                        .toList()));
    }

    /** Fails unless the dataset bears the mark of such a tree. */
    void require(Tree kind, DatasetName root) {
        requireAny(Set.of(kind), kind, root);
    }

    private void requireAny(Set<Tree> kinds, Tree expected, DatasetName root) {
        if (zfs.datasets()
                .named(root)
                .flatMap(Dataset::tree)
                .filter(kinds::contains)
                .isEmpty()) {
            throw Failure.refused("%s is not marked as a %s tree of zstandby (property %s), so it is left alone."
                            .formatted(root, expected.property(), Property.TREE))
                    .withRemedy("Rename it if it is yours; zstandby needs the name.");
        }
    }

    /**
     * Destroys the tree dataset by dataset, after a last look that all of it is zstandby's; what comes into it after that is kept.
     *
     * @param ours the names of the datasets that zstandby made
     */
    void destroy(Tree kind, DatasetName root, Collection<DatasetName> ours) {
        require(kind, root);
        var contents = contents(zfs.datasets(), root);
        var foreign = contents.foreign(ours);
        if (!foreign.isEmpty()) {
            throw Failure.refused("%s holds what zstandby did not make, so it is not destroyed.".formatted(root))
                    .withEvidence(foreign)
                    .withRemedy("Run the command again: it looks anew at what is in it.");
        }
        contents.datasets().stream()
                .filter(dataset -> dataset.resumeToken().isPresent())
                .map(Dataset::name)
                .forEach(zfs::abortReceive);
        release(contents);
        // Giving up a receive that had only begun has taken the dataset with it.
        zfs.datasets().tree(root).stream()
                .map(Dataset::name)
                .sorted(Comparator.reverseOrder())
                .forEach(dataset -> zfs.destroy(dataset, contents.of(dataset)));
    }

    /**
     * Gives a staged tree that others put something into another name, and to them: nothing of zstandby's holds anything in it any
     * more. One that was marked and not renamed, by a run that was killed then, is renamed now.
     */
    void setAside(DatasetName root, DatasetName to) {
        requireAny(Set.of(Tree.STAGED, Tree.ASIDE), Tree.STAGED, root);
        release(contents(zfs.datasets(), root));
        zfs.set(root.value(), Map.of(Property.TREE, Tree.ASIDE.property()));
        zfs.rename(root, to);
    }

    private void release(TreeContents contents) {
        contents.holds().stream()
                .filter(hold -> HoldTag.isOurs(hold.tag()))
                .forEach(hold -> zfs.release(hold.tag(), List.of(hold.snapshot())));
    }
}
