package dev.zstandby.zfs;

import java.util.Optional;

/** What a send stream holds. */
public sealed interface Stream {
    /** A snapshot whole. */
    record Full(SnapshotName snapshot) implements Stream {}

    /** What changed from one snapshot to a later one of the same dataset. */
    record Incremental(SnapshotName base, SnapshotName snapshot) implements Stream {}

    /** The rest of an interrupted stream. */
    record Resumed(String token) implements Stream {}

    static Stream of(Optional<SnapshotName> base, SnapshotName snapshot) {
        return base.<Stream>map(from -> new Incremental(from, snapshot)).orElseGet(() -> new Full(snapshot));
    }
}
