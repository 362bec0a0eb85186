package dev.zstandby.operations;

import dev.zstandby.Bytes;
import dev.zstandby.NodeName;
import dev.zstandby.config.Member;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.ResumeToken;
import dev.zstandby.zfs.SnapshotName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One thing a plan does. Each leaves a state from which observing again yields what remains. */
public sealed interface Step {
    /** In the words of the plan that is shown. */
    String describe();

    private static String count(List<SnapshotName> snapshots) {
        return snapshots.size() == 1 ? "1 snapshot" : snapshots.size() + " snapshots";
    }

    /** Makes sure the primary keeps WAL for this node, from before the snapshot on. */
    record KeepWal(String slot, IfFailed ifFailed) implements Step {
        /** What becomes of the slot should the plan fail. */
        public enum IfFailed {
            /** It goes: there is nothing here that served before, and the next run takes a new snapshot. */
            DROP,
            /** It goes when this run has made it and nothing has been renamed: what serves now may read from one that was there. */
            DROP_IF_MADE,
            /** It stays: the tree that is being made live needs what it keeps, and the next run goes on with that. */
            KEEP
        }

        @Override
        public String describe() {
            return "make the primary keep WAL from now on (slot %s)".formatted(slot);
        }
    }

    /** Creates the dataset under which the group's root will lie. */
    record CreateParent(DatasetName parent) implements Step {
        @Override
        public String describe() {
            return "create dataset %s".formatted(parent);
        }
    }

    /** Unmounts a staged tree that an interrupted run left mounted. */
    record UnmountStaged(List<DatasetName> datasets) implements Step {
        @Override
        public String describe() {
            return "unmount the staged tree, left mounted by an interrupted run";
        }
    }

    /** Takes a staged dataset that was prepared to be started back to what was received. */
    record UndoPreparation(SnapshotName newest) implements Step {
        @Override
        public String describe() {
            return "take the staged %s back to what was received".formatted(newest.dataset());
        }
    }

    /** Drops a staged tree that is of no use any more; zstandby made all of it. */
    record DropStaged(DatasetName root, String why) implements Step {
        @Override
        public String describe() {
            return "drop the staged tree %s: %s".formatted(root, why);
        }
    }

    /** Gives a staged tree that holds what is not ours another name, since it cannot be received into nor dropped. */
    record SetAsideStaged(DatasetName root, DatasetName to, String why) implements Step {
        @Override
        public String describe() {
            return "set the staged tree aside as %s: %s".formatted(to, why);
        }
    }

    /** Goes on with an interrupted stream. */
    record ResumeReceive(Member member, DatasetName target, String token, ResumeToken decoded) implements Step {
        @Override
        public String describe() {
            return "go on with the interrupted transfer of %s".formatted(member);
        }
    }

    /** Gives up an interrupted receive that cannot be gone on with. */
    record AbandonReceive(DatasetName target, String why) implements Step {
        @Override
        public String describe() {
            return "give up the interrupted transfer into %s: %s".formatted(target, why);
        }
    }

    /** Takes a snapshot of the primary's group. */
    record TakeSnapshot(boolean inBackupMode, String why) implements Step {
        @Override
        public String describe() {
            return "snapshot the primary%s and hold that there: %s"
                    .formatted(inBackupMode ? " in backup mode" : "", why);
        }
    }

    /**
     * Receives the snapshot just taken into the staged dataset.
     *
     * @param base what both nodes have already; absent for a full stream
     * @param origin the snapshot the staged dataset becomes a clone of; absent when it exists already or starts empty
     */
    record Receive(
            Member member, DatasetName target, Optional<Guid> base, Optional<SnapshotName> origin, String estimate)
            implements Step {
        @Override
        public String describe() {
            return base.isEmpty()
                    ? "receive %s in full into %s (%s)".formatted(member, target, estimate)
                    : "receive what changed in %s into %s (%s)"
                            .formatted(
                                    member,
                                    origin.map(from -> target + ", a clone of " + from)
                                            .orElse(target.toString()),
                                    estimate);
        }
    }

    /** Holds what was received; the primary holds its own since it was taken. */
    record HoldCommon() implements Step {
        @Override
        public String describe() {
            return "hold what was received";
        }
    }

    /** Makes the staged tree ready to be started as a standby, and as nothing else. */
    record Prepare() implements Step {
        @Override
        public String describe() {
            return "prepare the staged tree to start as a standby (mounted aside)";
        }
    }

    /** Looks whether what {@link KeepWal} asked for still holds, before anything that serves is stopped. */
    record CheckWal() implements Step {
        @Override
        public String describe() {
            return "see that the primary still keeps the WAL that the new tree needs";
        }
    }

    /**
     * Notes on the incoming tree that its cut-over begins, so that an interrupted one is finished and not begun again.
     *
     * @param stale roots that carry the mark of another cut-over, which loses its meaning now
     */
    record BeginCutOver(String id, List<RootSwap> swaps, List<DatasetName> stale) implements Step {
        @Override
        public String describe() {
            return "note that cut-over %s begins".formatted(id);
        }
    }

    /**
     * Stops the server, unless others use what must be unmounted then, or it has become a primary since the plan was made.
     *
     * @param leaving where the trees that are retired are mounted
     * @param primaryAgreed whether it may be a primary: that was seen and agreed to
     */
    record StopServer(String service, List<Path> leaving, boolean primaryAgreed) implements Step {
        @Override
        public String describe() {
            return "stop %s".formatted(service);
        }
    }

    /**
     * Makes the incoming tree live and the live one retired.
     *
     * @param keepsFormer whether there is a live tree, which is retired
     */
    record Swap(List<RootSwap> swaps, boolean keepsFormer) implements Step {
        @Override
        public String describe() {
            if (swaps.isEmpty()) {
                return "swap: nothing is left to be renamed";
            }
            var first = swaps.getFirst();
            var kept = keepsFormer ? "; the former one is kept as " + first.outgoing() : "";
            var more = swaps.size() > 1 ? " (and %d more alike)".formatted(swaps.size() - 1) : "";
            return "swap: %s becomes %s%s%s".formatted(first.incoming(), first.live(), kept, more);
        }
    }

    /**
     * Mounts the live tree.
     *
     * @param asFarAsItGoes whether it is about to be replaced, and only looked at before: what is missing of it, or cannot be
     *     mounted, stops nothing then
     */
    record MountLive(boolean asFarAsItGoes) implements Step {
        static MountLive whole() {
            return new MountLive(false);
        }

        static MountLive whatThereIs() {
            return new MountLive(true);
        }

        @Override
        public String describe() {
            return asFarAsItGoes ? "mount the live tree as far as it goes" : "mount the live tree";
        }
    }

    /** Starts the server; what it starts from must say that it is a standby, unless it was a primary and is to be one again. */
    record StartServer(String service, As as) implements Step {
        /** What it comes up as. */
        enum As {
            NEW_STANDBY,
            FORMER_STANDBY,
            FORMER_PRIMARY;

            static As former(boolean wasPrimary) {
                return wasPrimary ? FORMER_PRIMARY : FORMER_STANDBY;
            }
        }

        /** Whether on a tree that was live before. */
        boolean asItWas() {
            return as != As.NEW_STANDBY;
        }

        @Override
        public String describe() {
            return "start %s".formatted(service);
        }
    }

    /** Waits until the server streams on the primary's timeline and has replayed all of the snapshot. */
    record AwaitStreaming() implements Step {
        @Override
        public String describe() {
            return "wait until it streams on the primary's timeline and has replayed the snapshot";
        }
    }

    /** Makes the live tree independent of the retired one, mounted at boot, and its own. */
    record Settle(List<DatasetName> roots) implements Step {
        @Override
        public String describe() {
            return "make the live tree independent of the retired one";
        }
    }

    /**
     * Takes a snapshot of this node's own live tree.
     *
     * @param name without the datasets'
     */
    record SnapshotLive(String name) implements Step {
        @Override
        public String describe() {
            return "snapshot the live tree as %s".formatted(name);
        }
    }

    /**
     * Destroys snapshots that need not be kept.
     *
     * @param frees what that gives back
     */
    record DestroySnapshots(DatasetName dataset, List<SnapshotName> snapshots, Bytes frees) implements Step {
        public DestroySnapshots {
            snapshots = List.copyOf(snapshots);
        }

        @Override
        public String describe() {
            return "destroy %s of %s, %s to %s (gives back %s)"
                    .formatted(
                            count(snapshots),
                            dataset,
                            snapshots.getFirst().name(),
                            snapshots.getLast().name(),
                            frees);
        }
    }

    /**
     * Destroys a former live tree.
     *
     * @param frees what that gives back
     */
    record DestroyRetired(String id, List<DatasetName> roots, Bytes frees, String why) implements Step {
        public DestroyRetired {
            roots = List.copyOf(roots);
        }

        @Override
        public String describe() {
            return "destroy retired tree %s (gives back %s): %s".formatted(id, frees, why);
        }
    }

    /** Drops the slot of a node that is no peer any more, so that the server may remove the WAL that it keeps. */
    record DropSlot(String slot) implements Step {
        @Override
        public String describe() {
            return "drop slot %s".formatted(slot);
        }
    }

    /** Releases what is held for a node that is no peer any more, so that it can be pruned. */
    record DropHolds(NodeName node, List<SnapshotName> snapshots) implements Step {
        public DropHolds {
            snapshots = List.copyOf(snapshots);
        }

        @Override
        public String describe() {
            return "release %s held for %s".formatted(count(snapshots), node);
        }
    }

    /** Releases the holds on what is no longer the newest common snapshot of any tree. */
    record ReleaseOldHolds() implements Step {
        @Override
        public String describe() {
            return "release the holds on older common snapshots";
        }
    }
}
