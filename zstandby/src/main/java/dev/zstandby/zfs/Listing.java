package dev.zstandby.zfs;

import dev.zstandby.Bytes;
import dev.zstandby.zfs.Dataset.Tree;
import dev.zstandby.zfs.Snapshot.WalNote;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Parses the tab-separated lines of {@code zfs list -Hp} for the columns it names. A dash stands for nothing. */
final class Listing {
    static final String DATASET_COLUMNS =
            "name,type,origin,mountpoint,mounted,available,referenced,written,receive_resume_token," + Property.TREE
                    + "," + Property.CUT_OVER + "," + Property.PREPARED + "," + Property.ROLE
                    + ",encryption";
    static final String SNAPSHOT_COLUMNS = "name,guid,createtxg,userrefs," + Property.SYSTEM_IDENTIFIER + ","
            + Property.TIMELINE + "," + Property.LSN_LOWER + "," + Property.LSN_UPPER;

    private Listing() {}

    static Dataset dataset(String line) {
        var column = columns(line, 14);
        return new Dataset(
                new DatasetName(column.get(0)),
                column.get(1).equals("volume"),
                value(column.get(2)).map(SnapshotName::parse),
                value(column.get(3)).filter(path -> path.startsWith("/")).map(Path::of),
                column.get(4).equals("yes"),
                bytes(column.get(5)),
                bytes(column.get(6)),
                bytes(column.get(7)),
                value(column.get(8)),
                value(column.get(9)).flatMap(Listing::tree),
                value(column.get(10)),
                value(column.get(11)).isPresent(),
                value(column.get(12)),
                value(column.get(13)).filter(cipher -> !cipher.equals("off")).isPresent());
    }

    static Snapshot snapshot(String line) {
        var column = columns(line, 8);
        var note = value(column.get(4))
                .flatMap(identifier -> value(column.get(5))
                        .flatMap(timeline -> value(column.get(6))
                                .map(lower -> new WalNote(
                                        identifier, Long.parseLong(timeline), lower, value(column.get(7))))));
        return new Snapshot(
                SnapshotName.parse(column.get(0)),
                Guid.parse(column.get(1)),
                Long.parseLong(column.get(2)),
                Long.parseLong(column.get(3)),
                note);
    }

    private static List<String> columns(String line, int expected) {
        var columns = List.of(line.split("\t", -1));
        if (columns.size() != expected) {
            throw new IllegalArgumentException("zfs list printed %d columns where %d were asked for: %s"
                    .formatted(columns.size(), expected, line));
        }
        return columns;
    }

    private static Optional<String> value(String column) {
        return column.equals("-") || column.isEmpty() ? Optional.empty() : Optional.of(column);
    }

    /**
     * A size as {@code -p} prints it. What ZFS subtracts from each other while something is being written may be a little less than
     * nothing, and is printed as a number near 2⁶⁴ ({@code written}: dsl_dataset_space_written in OpenZFS); it counts as nothing.
     */
    static Bytes bytes(String column) {
        return value(column)
                .map(text -> new Bytes(Math.max(0, Long.parseUnsignedLong(text))))
                .orElse(Bytes.ZERO);
    }

    private static Optional<Tree> tree(String text) {
        return Stream.of(Tree.values())
                .filter(tree -> tree.property().equals(text.toLowerCase(Locale.ROOT)))
                .findAny();
    }
}
