package dev.zstandby.zfs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Many snapshots of one dataset as {@code zfs destroy} takes them: {@code dataset@a,b,c} (zfs-destroy(8)). */
final class SnapshotRange {
    /** With names of zstandby's about 35 kB: Linux lets one argument have 128 KiB (execve(2)). */
    private static final int MOST = 1000;

    private SnapshotRange() {}

    /** One argument, or several when there are very many; none for none. */
    static Stream<String> of(List<SnapshotName> snapshots) {
        var ranges = new ArrayList<String>();
        for (int from = 0; from < snapshots.size(); from += MOST) {
            var some = snapshots.subList(from, Math.min(from + MOST, snapshots.size()));
            ranges.add(some.getFirst().dataset() + "@"
                    + some.stream().map(SnapshotName::name).collect(Collectors.joining(",")));
        }
        return ranges.stream();
    }
}
