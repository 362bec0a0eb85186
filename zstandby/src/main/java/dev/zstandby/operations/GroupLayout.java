package dev.zstandby.operations;

import dev.zstandby.config.Configuration.Group;
import dev.zstandby.zfs.DatasetName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * How the trees of a group are named. A <i>root</i> is a dataset of the group with no other of the group above it; a staged
 * or retired tree is a sibling of the live root, with what lies below it named alike.
 *
 * @param roots in the order of their names
 */
public record GroupLayout(List<DatasetName> roots) {
    private static final String STAGED = ".zstandby-staged";
    private static final String RETIRED = ".zstandby-retired-";
    private static final String ASIDE = ".zstandby-aside-";

    public GroupLayout {
        roots = List.copyOf(roots);
    }

    public static GroupLayout of(Group group) {
        return of(group.members().values());
    }

    static GroupLayout of(Collection<DatasetName> datasets) {
        var roots = new ArrayList<DatasetName>();
        for (DatasetName dataset : new TreeSet<>(datasets)) {
            if (roots.stream().noneMatch(dataset::isAtOrBelow)) {
                roots.add(dataset);
            }
        }
        return new GroupLayout(roots);
    }

    /** The datasets right above the roots. */
    public List<DatasetName> parents() {
        return roots.stream()
                .filter(root -> !root.isPool())
                .map(DatasetName::parent)
                .distinct()
                .toList();
    }

    DatasetName rootOf(DatasetName live) {
        return roots.stream()
                .filter(live::isAtOrBelow)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(live + " is not in the group"));
    }

    static DatasetName stagedRoot(DatasetName root) {
        return new DatasetName(root + STAGED);
    }

    static DatasetName retiredRoot(DatasetName root, String id) {
        return new DatasetName(root + RETIRED + id);
    }

    static DatasetName asideRoot(DatasetName root, String id) {
        return new DatasetName(root + ASIDE + id);
    }

    /** The id of the retired tree of {@code root} that this dataset is the root of. */
    static Optional<String> retiredId(DatasetName root, DatasetName candidate) {
        var prefix = root + RETIRED;
        return candidate.value().startsWith(prefix)
                ? Optional.of(candidate.value().substring(prefix.length()))
                : Optional.empty();
    }

    static boolean isAsideRoot(DatasetName root, DatasetName candidate) {
        return candidate.value().startsWith(root + ASIDE)
                && candidate.value().indexOf('/', root.value().length()) < 0;
    }

    /** Whether the dataset lies in a staged, retired or set-aside tree of {@code root}. */
    static boolean isOfOurs(DatasetName root, DatasetName candidate) {
        var rest = candidate.value().startsWith(root.value())
                ? candidate.value().substring(root.value().length())
                : "";
        return rest.equals(STAGED)
                || rest.startsWith(STAGED + "/")
                || rest.startsWith(RETIRED)
                || rest.startsWith(ASIDE);
    }

    /** Those of the datasets that lie beside the group, below the same parents, and neither in it nor in a tree of zstandby's. */
    public List<DatasetName> neighbours(Collection<DatasetName> all) {
        return all.stream()
                .filter(dataset -> parents().stream().anyMatch(dataset::isAtOrBelow))
                .filter(dataset -> roots.stream()
                        .noneMatch(root ->
                                root.isAtOrBelow(dataset) || dataset.isAtOrBelow(root) || isOfOurs(root, dataset)))
                .toList();
    }

    DatasetName staged(DatasetName live) {
        var root = rootOf(live);
        return live.moved(root, stagedRoot(root));
    }

    /** What these live datasets are called in a retired tree. */
    List<DatasetName> retired(Collection<DatasetName> live, String id) {
        return live.stream()
                .map(name -> name.moved(rootOf(name), retiredRoot(rootOf(name), id)))
                .toList();
    }
}
