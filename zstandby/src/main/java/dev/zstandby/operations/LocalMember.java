package dev.zstandby.operations;

import dev.zstandby.config.Member;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.ResumeToken;
import dev.zstandby.zfs.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One member of this node's group in its live and staged tree.
 *
 * @param name of the live dataset, whether it exists or not
 * @param liveSnapshots oldest first
 * @param stagedSnapshots oldest first
 * @param partial a receive into the staged dataset that was interrupted
 */
record LocalMember(
        Member member,
        DatasetName name,
        Optional<Dataset> live,
        List<Snapshot> liveSnapshots,
        DatasetName stagedName,
        Optional<Dataset> staged,
        List<Snapshot> stagedSnapshots,
        Optional<PartialReceive> partial) {

    LocalMember {
        liveSnapshots = List.copyOf(liveSnapshots);
        stagedSnapshots = List.copyOf(stagedSnapshots);
    }

    /**
     * An interrupted receive.
     *
     * @param decoded what the token says; absent when ZFS cannot read it
     */
    record PartialReceive(String token, Optional<ResumeToken> decoded) {}

    /** Whether its live or its staged dataset has this snapshot. */
    boolean has(Guid snapshot) {
        return Stream.concat(liveSnapshots.stream(), stagedSnapshots.stream())
                .anyMatch(found -> found.guid().equals(snapshot));
    }

    Optional<Snapshot> newestStaged() {
        return stagedSnapshots.isEmpty() ? Optional.empty() : Optional.of(stagedSnapshots.getLast());
    }
}
