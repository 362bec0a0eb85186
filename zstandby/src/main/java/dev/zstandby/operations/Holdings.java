package dev.zstandby.operations;

import dev.zstandby.Bytes;
import dev.zstandby.NodeName;
import dev.zstandby.retention.Retention;
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
 * @param slots the server's; absent when it could not be asked
 * @param peers the names of this node's
 * @param leftHolds what is held in the live and the staged tree for nodes that are no peers of this one (any more)
 */
record Holdings(
        LocalNode local,
        Instant now,
        Retention retention,
        Set<SnapshotName> origins,
        List<Retired> retired,
        Map<String, PoolSpace> pools,
        Optional<Duration> successorFor,
        Optional<Slots> slots,
        Set<NodeName> peers,
        List<LeftHolds> leftHolds) {

    Holdings {
        origins = Set.copyOf(origins);
        retired = List.copyOf(retired);
        pools = Map.copyOf(pools);
        peers = Set.copyOf(peers);
        leftHolds = List.copyOf(leftHolds);
    }

    /**
     * A former live tree.
     *
     * @param whole whether undo could go back to it: it has every root that the group has now
     * @param begun whether it is being destroyed, so that what is left of it is of no use
     * @param wasPrimary whether its server was a primary
     * @param since when it was retired; absent when nothing says so
     * @param used what destroying it gives back, by pool
     * @param needing the ids of retired trees that are clones of something in it: they must go first
     * @param keptBy why it cannot be destroyed else, in words; empty when it can
     */
    record Retired(
            String id,
            List<DatasetName> roots,
            boolean whole,
            boolean begun,
            boolean wasPrimary,
            Optional<Instant> since,
            Map<String, Bytes> used,
            List<String> needing,
            List<String> keptBy) {
        Retired {
            roots = List.copyOf(roots);
            used = Map.copyOf(used);
            needing = List.copyOf(needing);
            keptBy = List.copyOf(keptBy);
        }

        Bytes usedInAll() {
            return used.values().stream().reduce(Bytes.ZERO, Bytes::plus);
        }
    }

    /**
     * What zstandby holds for a node that is no peer.
     *
     * @param snapshots oldest first within each dataset
     */
    record LeftHolds(NodeName node, List<SnapshotName> snapshots) {
        LeftHolds {
            snapshots = List.copyOf(snapshots);
        }

        String describe() {
            return "%s held for %s, which is no peer"
                    .formatted(snapshots.size() == 1 ? "1 snapshot is" : snapshots.size() + " snapshots are", node);
        }
    }

    /**
     * Replication slots.
     *
     * @param left of nodes that are no peers of this one (any more)
     * @param others the names of all others
     */
    record Slots(List<LeftSlot> left, List<String> others) {
        Slots {
            left = List.copyOf(left);
            others = List.copyOf(others);
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
