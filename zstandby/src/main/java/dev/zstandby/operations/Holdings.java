package dev.zstandby.operations;

import dev.zstandby.Bytes;
import dev.zstandby.retention.Retention;
import dev.zstandby.retention.Timestamp;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.PoolSpace;
import dev.zstandby.zfs.SnapshotName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this node keeps beside what it serves, as it was found; all that pruning looks at.
 *
 * @param origins the snapshots that some dataset of this machine is a clone of
 * @param retired oldest first
 * @param pools how full those of the group are
 * @param successorFor how long the server has been streaming without a break, or serving as a primary; absent when it does neither
 * @param left the replication slots of nodes that are no peers of this one (any more)
 */
record Holdings(
        LocalNode local,
        Instant now,
        Retention retention,
        Set<SnapshotName> origins,
        List<Retired> retired,
        Map<String, PoolSpace> pools,
        Optional<Duration> successorFor,
        List<LeftSlot> left) {

    Holdings {
        origins = Set.copyOf(origins);
        retired = List.copyOf(retired);
        pools = Map.copyOf(pools);
        left = List.copyOf(left);
    }

    /**
     * A former live tree.
     *
     * @param whole whether every root is there
     * @param used what destroying it gives back
     * @param needing the ids of retired trees that are clones of something in it: they must go first
     * @param keptBy why it cannot be destroyed else, in words; empty when it can
     */
    record Retired(
            String id, List<DatasetName> roots, boolean whole, Bytes used, List<String> needing, List<String> keptBy) {
        Retired {
            roots = List.copyOf(roots);
            needing = List.copyOf(needing);
            keptBy = List.copyOf(keptBy);
        }

        /** How long ago it was retired; absent when its name does not say. */
        Optional<Duration> age(Instant now) {
            return Timestamp.in(id).map(since -> Duration.between(since, now));
        }

        String pool() {
            return roots.getFirst().pool();
        }
    }

    /**
     * A slot that zstandby made for a node that is no peer.
     *
     * @param pins how much WAL it keeps the server from removing
     */
    record LeftSlot(String name, boolean active, Bytes pins) {
        String describe() {
            return "slot %s belongs to no peer%s and keeps %s of WAL"
                    .formatted(name, active ? ", is in use," : "", pins);
        }
    }
}
