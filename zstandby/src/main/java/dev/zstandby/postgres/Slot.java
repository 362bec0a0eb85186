package dev.zstandby.postgres;

import java.util.Optional;

/**
 * A replication slot (view pg_replication_slots).
 *
 * @param physical whether a standby streams through it, and not a subscriber
 * @param walStatus {@code reserved}, {@code extended}, {@code unreserved} or {@code lost}; absent when it reserves nothing
 * @param restart the oldest WAL it keeps
 */
public record Slot(String name, boolean physical, boolean active, Optional<String> walStatus, Optional<Lsn> restart) {
    /** Whether a standby can start from the WAL it keeps. */
    public boolean reserves() {
        return restart.isPresent() && !walStatus.equals(Optional.of("lost"));
    }
}
