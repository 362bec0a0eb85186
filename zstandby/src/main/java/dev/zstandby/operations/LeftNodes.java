package dev.zstandby.operations;

import dev.zstandby.NodeName;
import dev.zstandby.operations.Holdings.LeftHolds;
import dev.zstandby.operations.Holdings.LeftSlot;
import dev.zstandby.operations.Holdings.Slots;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be given up of nodes that are no peers any more; what is not named is only reported. Pure functions.
 *
 * @param slots the names of replication slots to be dropped
 * @param holders the names of nodes whose holds are to be dropped
 */
public record LeftNodes(List<String> slots, List<String> holders) {
    public LeftNodes {
        slots = slots.stream().distinct().toList();
        holders = holders.stream().distinct().toList();
    }

    /** What is not there (any more) is no reason to refuse: a run that was interrupted may have dropped it. */
    List<Finding> findings(Holdings seen) {
        var findings = new ArrayList<Finding>();
        if (!slots.isEmpty() && seen.slots().isEmpty()) {
            findings.add(Finding.error(
                    "slots-unseen",
                    "PostgreSQL of %s does not answer, so its slots cannot be seen."
                            .formatted(seen.local().name()),
                    "Start it, or run the command without --drop-slot."));
        }
        seen.slots().stream().flatMap(this::refused).forEach(findings::add);
        seen.peers().stream()
                .map(NodeName::value)
                .filter(holders::contains)
                .map(node -> Finding.refusal(
                        "holds-of-a-peer",
                        "%s is a peer, and needs what is held for it.".formatted(node),
                        "Remove it from peers in the configuration first, if it has left for good."))
                .forEach(findings::add);
        return findings;
    }

    private Stream<Finding> refused(Slots there) {
        var others = there.others().stream()
                .filter(slots::contains)
                .map(slot -> Finding.refusal(
                        "slot-not-left",
                        "%s is not a slot that zstandby made for a node that is no peer any more.".formatted(slot),
                        "zstandby prune --dry-run lists those that are"));
        var used = there.left().stream()
                .filter(slot -> slot.active() && slots.contains(slot.name()))
                .map(slot -> Finding.refusal(
                        "slot-in-use",
                        "Somebody streams through slot %s.".formatted(slot.name()),
                        "See who: SELECT * FROM pg_stat_replication; add the node to peers if it is one."));
        return Stream.concat(others, used);
    }

    List<Step> steps(Holdings seen) {
        return Stream.<Step>concat(
                        left(seen).map(LeftSlot::name).filter(slots::contains).map(Step.DropSlot::new),
                        seen.leftHolds().stream()
                                .filter(this::isNamed)
                                .map(held -> new Step.DropHolds(held.node(), held.snapshots())))
                .toList();
    }

    private boolean isNamed(LeftHolds held) {
        return holders.contains(held.node().value());
    }

    private static Stream<LeftSlot> left(Holdings seen) {
        return seen.slots().stream().flatMap(there -> there.left().stream());
    }

    Stream<String> remarks(Holdings seen) {
        var unnamed = left(seen)
                .filter(slot -> !slots.contains(slot.name()))
                .map(slot -> slot.active()
                        ? slot.describe()
                        : "%s; if that node does not come back: zstandby prune --drop-slot=%s"
                                .formatted(slot.describe(), slot.name()));
        var held = seen.leftHolds().stream()
                .filter(holds -> !isNamed(holds))
                .map(holds -> "%s; if that node does not come back: zstandby prune --drop-holds=%s"
                        .formatted(holds.describe(), holds.node()));
        var gone = slots.stream()
                .filter(slot -> left(seen).map(LeftSlot::name).noneMatch(slot::equals))
                .map("there is no slot %s"::formatted);
        var released = holders.stream()
                .filter(node -> seen.leftHolds().stream()
                        .noneMatch(found -> found.node().value().equals(node)))
                .map("nothing is held for %s"::formatted);
        return Stream.of(unnamed, held, gone, released).flatMap(words -> words);
    }
}
