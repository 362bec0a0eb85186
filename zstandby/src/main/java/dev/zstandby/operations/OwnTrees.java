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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The trees beside the live one, which zstandby made and may destroy. */
final class OwnTrees {
    private final Zfs zfs;

    OwnTrees(Zfs zfs) {
        this.zfs = zfs;
    }

    /** @param roots of one tree, which may have one in each pool */
    TreeContents contents(Datasets all, Collection<DatasetName> roots) {
        var datasets = roots.stream()
                .flatMap(root -> all.treeWithVolumes(root).stream())
                .toList();
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
        require(Set.of(kind), kind, zfs.datasets(), root);
    }

    private static void require(Set<Tree> kinds, Tree expected, Datasets all, DatasetName root) {
        if (all.named(root).flatMap(Dataset::tree).filter(kinds::contains).isEmpty()) {
            throw Failure.refused("%s is not marked as a %s tree of zstandby (property %s), so it is left alone."
                            .formatted(root, expected.property(), Property.TREE))
                    .withRemedy("Rename it if it is yours; zstandby needs the name.");
        }
    }

    /** @param ours the names of the datasets that zstandby made */
    void destroyStaged(DatasetName root, Collection<DatasetName> ours) {
        destroy(lastLook(Set.of(Tree.STAGED), Tree.STAGED, List.of(root), ours));
    }

    /**
     * All of it is marked before any of it goes, so that a run that comes after an interrupted one knows the rest to be of no use.
     *
     * @param ours the names of the datasets that zstandby made
     */
    void destroyRetired(List<DatasetName> roots, Collection<DatasetName> ours) {
        var contents = lastLook(RetiredTree.KINDS, Tree.RETIRED, roots, ours);
        zfs.set(roots.stream().map(DatasetName::value).toList(), Map.of(Property.TREE, Tree.PRUNED.property()));
        destroy(contents);
    }

    /** Refuses when anything keeps any part of the tree; what comes into it after that is kept. */
    private TreeContents lastLook(
            Set<Tree> kinds, Tree expected, List<DatasetName> roots, Collection<DatasetName> ours) {
        var all = zfs.datasets();
        roots.forEach(root -> require(kinds, expected, all, root));
        var contents = contents(all, roots);
        var keptBy = contents.keptBy(ours, contents.clones(all.all()));
        if (!keptBy.isEmpty()) {
            throw Failure.refused("%s is in use, or not all of it is zstandby's, so it is not destroyed."
                            .formatted(roots.getFirst()))
                    .withEvidence(keptBy)
                    .withRemedy(
                            "Release the holds (zfs release), unmount it, promote or destroy the clones and give what is yours another"
                                    + " place, as far as named above; then run the command again.");
        }
        return contents;
    }

    /** Dataset by dataset with the snapshots that were seen, never with what has come since: ZFS refuses then. */
    private void destroy(TreeContents contents) {
        contents.datasets().stream()
                .filter(dataset -> dataset.resumeToken().isPresent())
                .map(Dataset::name)
                .forEach(zfs::abortReceive);
        release(contents);
        // Giving up a receive that had only begun has taken the dataset with it.
        var left = zfs.datasets();
        contents.datasets().stream()
                .map(Dataset::name)
                .filter(name -> left.named(name).isPresent())
                .sorted(Comparator.reverseOrder())
                .forEach(dataset -> zfs.destroy(dataset, contents.of(dataset)));
    }

    /**
     * Gives a staged tree that is not to be dropped another name. What zstandby holds in it is released with the other holds that are not
     * needed any more, at the end of the run that has brought something newer. One that was marked and not renamed, by a run that was killed
     * then, is renamed now.
     */
    void setAside(DatasetName root, DatasetName to) {
        var all = zfs.datasets();
        require(EnumSet.of(Tree.STAGED, Tree.ASIDE), Tree.STAGED, all, root);
        // First, so that a run which comes after one that was killed here does not drop it, whatever became of its
        // holds.
        zfs.set(root.value(), Map.of(Property.TREE, Tree.ASIDE.property()));
        zfs.rename(root, to);
    }

    private void release(TreeContents contents) {
        contents.holds().stream()
                .filter(hold -> HoldTag.isOurs(hold.tag()))
                .forEach(hold -> zfs.release(hold.tag(), List.of(hold.snapshot())));
    }
}
