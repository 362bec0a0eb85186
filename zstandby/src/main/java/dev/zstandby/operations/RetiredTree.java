package dev.zstandby.operations;

import dev.zstandby.zfs.Dataset;
import java.util.List;

/**
 * A former live tree.
 *
 * @param id when it was retired, as it stands in its datasets' names
 * @param roots its root datasets, in the order of the group's roots
 */
record RetiredTree(String id, List<Dataset> roots) {
    RetiredTree {
        roots = List.copyOf(roots);
    }

    boolean wasPrimary() {
        return roots.stream()
                .anyMatch(root -> root.role().filter("primary"::equals).isPresent());
    }
}
