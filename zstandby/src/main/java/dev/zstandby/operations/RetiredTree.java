package dev.zstandby.operations;

import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Dataset.Tree;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Datasets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A former live tree.
 *
 * @param id when it was retired, as it stands in its datasets' names
 * @param roots its root datasets, in the order of the group's roots
 */
record RetiredTree(String id, List<Dataset> roots) {
    /** What its roots are marked as. */
    static final Set<Tree> KINDS = EnumSet.of(Tree.RETIRED, Tree.PRUNED);

    RetiredTree {
        roots = List.copyOf(roots);
    }

    /** Those of the group, oldest first. */
    static List<RetiredTree> all(GroupLayout layout, Datasets datasets) {
        var byId = new TreeMap<String, List<Dataset>>();
        for (var root : layout.roots()) {
            if (root.isPool()) {
                continue;
            }
            var retired = datasets.childrenOf(root.parent()).stream()
                    .filter(candidate ->
                            candidate.tree().filter(KINDS::contains).isPresent())
                    .toList();
            for (Dataset candidate : retired) {
                GroupLayout.retiredId(root, candidate.name())
                        .ifPresent(id -> byId.computeIfAbsent(id, key -> new ArrayList<>())
                                .add(candidate));
            }
        }
        return byId.entrySet().stream()
                .map(entry -> new RetiredTree(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The one that undo goes back to: of those that are whole the newest. */
    static Optional<RetiredTree> wayBack(List<RetiredTree> oldestFirst, GroupLayout layout) {
        return oldestFirst.reversed().stream()
                .filter(tree -> tree.isWhole(layout))
                .findFirst();
    }

    /** Whether this dataset lies in it. */
    boolean has(DatasetName dataset) {
        return roots.stream().anyMatch(root -> dataset.isAtOrBelow(root.name()));
    }

    /** Whether every root that the group has now is there, and none is being destroyed, so that it can be gone back to. */
    boolean isWhole(GroupLayout layout) {
        return roots.size() == layout.roots().size() && !isBeingPruned();
    }

    /** Whether its destruction has begun. */
    boolean isBeingPruned() {
        return roots.stream().anyMatch(root -> root.tree().equals(Optional.of(Tree.PRUNED)));
    }

    /** Whether a cut-over that would make it live again was begun and is not finished. */
    boolean isChosen() {
        return roots.stream().anyMatch(root -> root.cutOver().isPresent());
    }

    boolean wasPrimary() {
        return roots.stream()
                .anyMatch(root -> root.role().filter("primary"::equals).isPresent());
    }
}
