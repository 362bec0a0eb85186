package dev.zstandby.peer;

import dev.zstandby.Failure;
import dev.zstandby.config.Configuration.Group;
import dev.zstandby.config.Member;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Datasets;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.SnapshotName;
import dev.zstandby.zfs.Stream;
import dev.zstandby.zfs.Zfs;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The gate's own group, in which everything a request names must be found. */
final class GroupView {
    private final Zfs zfs;
    private final Map<Member, DatasetName> members;

    GroupView(Zfs zfs, Group group) {
        this.zfs = zfs;
        this.members = group.members();
    }

    Map<Member, DatasetName> members() {
        return members;
    }

    DatasetName dataset(String member) {
        var dataset = members.get(new Member(member));
        if (dataset == null) {
            throw Failure.refused("This node's group has no member \"%s\".".formatted(member))
                    .withRemedy("Make datasets the same in both nodes' configurations.");
        }
        return dataset;
    }

    Dataset described(Datasets all, Member member, DatasetName name) {
        return all.named(name)
                .orElseThrow(() -> Failure.environment("Dataset %s (%s) does not exist.".formatted(name, member))
                        .withRemedy("Correct datasets in this node's configuration."));
    }

    List<Snapshot> snapshots() {
        return zfs.snapshots(members.values());
    }

    /** The member's snapshot with this GUID; refused when it has none. */
    SnapshotName snapshot(DatasetName dataset, Guid guid) {
        return named(zfs.snapshots(List.of(dataset)), dataset, guid);
    }

    /** The stream between two of the member's snapshots, or of one whole; refused when it does not have them. */
    Stream stream(DatasetName dataset, Optional<Guid> base, Guid snapshot) {
        var snapshots = zfs.snapshots(List.of(dataset));
        return Stream.of(base.map(guid -> named(snapshots, dataset, guid)), named(snapshots, dataset, snapshot));
    }

    private static SnapshotName named(List<Snapshot> snapshots, DatasetName dataset, Guid guid) {
        return snapshots.stream()
                .filter(snapshot -> snapshot.guid().equals(guid))
                .map(Snapshot::name)
                .findFirst()
                .orElseThrow(() -> Failure.refused("%s has no snapshot with GUID %s.".formatted(dataset, guid))
                        .withRemedy("Run the command again: it looks anew at which snapshots both nodes have."));
    }

    /** The pools of the group, the one with the data directory last: its snapshot is the one that ends a backup. */
    Map<String, Set<DatasetName>> byPoolDataLast() {
        var pools = new LinkedHashMap<String, Set<DatasetName>>();
        var dataPool = dataset(Member.DATA.name()).pool();
        members.values().stream()
                .filter(dataset -> !dataset.pool().equals(dataPool))
                .forEach(dataset -> add(pools, dataset));
        members.values().stream()
                .filter(dataset -> dataset.pool().equals(dataPool))
                .forEach(dataset -> add(pools, dataset));
        return pools;
    }

    private static void add(Map<String, Set<DatasetName>> pools, DatasetName dataset) {
        pools.computeIfAbsent(dataset.pool(), pool -> new LinkedHashSet<>()).add(dataset);
    }
}
