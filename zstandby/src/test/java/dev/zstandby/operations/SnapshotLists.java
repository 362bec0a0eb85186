package dev.zstandby.operations;

import dev.zstandby.config.Member;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The snapshots of one tree's members, oldest first. */
final class SnapshotLists {
    private final Map<Member, List<Snapshot>> byMember = new HashMap<>();

    /** A snapshot newer than those the member has. */
    void add(Member member, DatasetName dataset, Guid guid, String name) {
        var list = byMember.computeIfAbsent(member, key -> new ArrayList<>());
        list.add(new Snapshot(dataset.snapshot(name), guid, 100L + list.size(), 0, Optional.empty()));
    }

    /** Those of this name are held. */
    void hold(String name) {
        byMember.values()
                .forEach(list ->
                        list.replaceAll(snapshot -> snapshot.name().name().equals(name)
                                ? new Snapshot(
                                        snapshot.name(), snapshot.guid(), snapshot.createTxg(), 1, snapshot.wal())
                                : snapshot));
    }

    List<Snapshot> of(Member member) {
        return byMember.getOrDefault(member, List.of());
    }
}
