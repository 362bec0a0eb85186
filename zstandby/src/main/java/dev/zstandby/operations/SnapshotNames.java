package dev.zstandby.operations;

import dev.zstandby.retention.Timestamp;
import dev.zstandby.zfs.SnapshotName;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/** Names for what zstandby makes: a UTC basic timestamp, so that they sort, and something random, so that they differ. */
final class SnapshotNames {
    private static final SecureRandom RANDOM = new SecureRandom();

    private SnapshotNames() {}

    /** The next snapshot's name. */
    static String next() {
        return SnapshotName.ours(id());
    }

    /** An id for a tree that will be retired. */
    static String id() {
        var random = new byte[3];
        RANDOM.nextBytes(random);
        return Timestamp.text(Instant.now()) + "-" + HexFormat.of().formatHex(random);
    }
}
