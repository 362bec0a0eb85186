package dev.zstandby.operations;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import dev.zstandby.Bytes;
import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration;
import dev.zstandby.operations.Holdings.LeftHolds;
import dev.zstandby.operations.Holdings.LeftSlot;
import dev.zstandby.operations.Holdings.Retired;
import dev.zstandby.operations.Holdings.Slots;
import dev.zstandby.peer.HoldTag;
import dev.zstandby.postgres.Server;
import dev.zstandby.postgres.ServerState;
import dev.zstandby.postgres.Slot;
import dev.zstandby.retention.Timestamp;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Datasets;
import dev.zstandby.zfs.Property;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.SnapshotName;
import dev.zstandby.zfs.Zfs.Hold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Looks at what this node keeps beside what it serves; changes nothing. */
final class RetentionObserver {
    private final Machine machine;

    RetentionObserver(Machine machine) {
        this.machine = machine;
    }

    Holdings observe() {
        var local = new LocalObserver(machine).observe();
        var all = machine.zfs().datasets();
        return new Holdings(
                local,
                Instant.now(),
                machine.configuration().retention(),
                all.all().stream().flatMap(dataset -> dataset.origin().stream()).collect(toSet()),
                local.retired().stream()
                        .map(tree -> retired(all, local.retired(), tree))
                        .toList(),
                machine.zfs().space(machine.configuration().datasets().pools()),
                steadyFor(local.server()),
                slots(local.server()),
                machine.configuration().peers().keySet(),
                leftHolds(local));
    }

    /** What destroying the snapshots that go gives back, by their dataset. */
    Map<DatasetName, Bytes> frees(Map<DatasetName, List<SnapshotName>> doomed) {
        var frees = new HashMap<DatasetName, Bytes>();
        doomed.forEach((dataset, names) -> frees.put(dataset, machine.zfs().reclaimed(names)));
        return frees;
    }

    /** @param retired all of them: what is a clone of this one and retired too must go first, any other clone keeps it */
    private Retired retired(Datasets all, List<RetiredTree> retired, RetiredTree tree) {
        var roots = tree.roots().stream().map(Dataset::name).toList();
        var ours = machine.layout()
                .retired(machine.configuration().datasets().members().values(), tree.id());
        var trees = new OwnTrees(machine.zfs());
        var contents = trees.contents(all, roots);
        var clones = contents.clones(all.all());
        var needing = retired.stream()
                .filter(other -> !other.equals(tree) && clones.stream().anyMatch(other::has))
                .map(RetiredTree::id)
                .toList();
        var usedOtherwise = clones.stream()
                .filter(clone -> retired.stream().noneMatch(other -> other.has(clone)))
                .toList();
        var keptBy = new ArrayList<>(contents.keptBy(ours, usedOtherwise));
        if (tree.isChosen()) {
            keptBy.add("a cut-over that makes it live again was begun");
        }
        return new Retired(
                tree.id(),
                roots,
                tree.isWhole(machine.layout()),
                tree.isBeingPruned(),
                tree.wasPrimary(),
                retiredAt(tree.id(), roots),
                used(roots),
                needing,
                keptBy);
    }

    /** As noted when it was; its id was made with the plan, which may be days before. */
    private Optional<Instant> retiredAt(String id, List<DatasetName> roots) {
        return machine.zfs().properties(roots, List.of(Property.RETIRED_AT)).values().stream()
                .flatMap(noted -> Timestamp.parse(noted.getOrDefault(Property.RETIRED_AT, "")).stream())
                .max(Comparator.naturalOrder())
                .or(() -> Timestamp.in(id));
    }

    private Map<String, Bytes> used(List<DatasetName> roots) {
        return roots.stream().collect(groupingBy(DatasetName::pool, collectingAndThen(toList(), machine.zfs()::used)));
    }

    private Optional<Duration> steadyFor(LocalServer server) {
        if (!(server instanceof LocalServer.Running)) {
            return Optional.empty();
        }
        try (var own = Server.connect(machine.ownEndpoint())) {
            return own.steadyFor();
        }
    }

    private Optional<Slots> slots(LocalServer server) {
        return switch (server) {
            case LocalServer.Running(var state) -> Optional.of(slots(state));
            case LocalServer.Silent _, LocalServer.Stopped _, LocalServer.Absent _ -> Optional.empty();
        };
    }

    private Slots slots(ServerState state) {
        var expected = machine.configuration().peers().keySet().stream()
                .map(Configuration::slotOf)
                .toList();
        var byLeft = state.slots().stream()
                .collect(partitioningBy(slot -> slot.physical()
                        && Configuration.isSlotOfANode(slot.name())
                        && !expected.contains(slot.name())));
        return new Slots(
                byLeft.getOrDefault(true, List.of()).stream()
                        .map(slot -> left(slot, state))
                        .toList(),
                byLeft.getOrDefault(false, List.of()).stream().map(Slot::name).toList());
    }

    private static LeftSlot left(Slot slot, ServerState state) {
        var pins = slot.restart()
                .map(from -> new Bytes(Math.max(0, state.position().minus(from))));
        return new LeftSlot(slot.name(), slot.active(), pins.orElse(Bytes.ZERO));
    }

    private List<LeftHolds> leftHolds(LocalNode local) {
        var held = local.members().stream()
                .flatMap(member -> Stream.concat(member.liveSnapshots().stream(), member.stagedSnapshots().stream()))
                .filter(snapshot -> snapshot.holds() > 0)
                .map(Snapshot::name)
                .toList();
        var byNode = new TreeMap<String, List<SnapshotName>>();
        for (Hold hold : machine.zfs().holds(held)) {
            HoldTag.peerIn(hold.tag())
                    .filter(node -> !machine.configuration().peers().containsKey(node))
                    .ifPresent(node -> byNode.computeIfAbsent(node.value(), _ -> new ArrayList<>())
                            .add(hold.snapshot()));
        }
        return byNode.entrySet().stream()
                .map(entry -> new LeftHolds(new NodeName(entry.getKey()), entry.getValue()))
                .toList();
    }
}
