package dev.zstandby.zfs;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A snapshot.
 *
 * @param createTxg its place in the order of its pool's snapshots; means nothing in another pool
 * @param holds how many holds keep it from being destroyed
 * @param wal what zstandby noted about the write-ahead log when it took it; absent on snapshots of others
 */
public record Snapshot(SnapshotName name, Guid guid, long createTxg, long holds, Optional<WalNote> wal) {
    public Snapshot {
        requireNonNull(name);
        requireNonNull(guid);
        requireNonNull(wal);
    }

    /**
     * What is inside a snapshot, in PostgreSQL's terms; kept as user properties.
     *
     * @param upper a position at or past the last WAL inside it; absent until it has been noted
     */
    public record WalNote(String systemIdentifier, long timeline, String lower, Optional<String> upper) {
        public WalNote {
            requireNonNull(systemIdentifier);
            requireNonNull(lower);
            requireNonNull(upper);
        }

        public WalNote withUpper(String lsn) {
            return new WalNote(systemIdentifier, timeline, lower, Optional.of(lsn));
        }

        /** As they are set on a snapshot. */
        public Map<String, String> properties() {
            var properties = new TreeMap<>(Map.of(
                    Property.SYSTEM_IDENTIFIER,
                    systemIdentifier,
                    Property.TIMELINE,
                    Long.toString(timeline),
                    Property.LSN_LOWER,
                    lower));
            upper.ifPresent(lsn -> properties.put(Property.LSN_UPPER, lsn));
            return properties;
        }
    }
}
