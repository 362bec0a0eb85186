package dev.zstandby.operations;

import dev.zstandby.retention.Timestamp;
import dev.zstandby.zfs.SnapshotName;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Names for what zstandby makes: a UTC basic timestamp, so that they sort, and something random, so that they differ. */
final class SnapshotNames {
    private static final int DIGITS = 6;

    private SnapshotNames() {}

    /** The next snapshot's name. */
    static String next() {
        return SnapshotName.ours(id(Instant.now()));
    }

    /** An id for a tree that will be retired: later than those that there are, also when the clock has gone back since. */
    static String idFor(LocalNode local) {
        var newest = local.retired().stream()
                .flatMap(tree -> Timestamp.in(tree.id()).stream())
                .max(Comparator.naturalOrder());
        var now = Instant.now();
        return id(newest.map(before -> before.plusSeconds(1))
                .filter(next -> next.isAfter(now))
                .orElse(now));
    }

    private static String id(Instant time) {
        int random = ThreadLocalRandom.current().nextInt(1 << (4 * DIGITS));
        return Timestamp.text(time) + "-" + HexFormat.of().toHexDigits(random, DIGITS);
    }
}
