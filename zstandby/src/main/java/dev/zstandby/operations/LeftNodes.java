package dev.zstandby.operations;

import dev.zstandby.operations.Holdings.LeftHolds;
import dev.zstandby.operations.Holdings.LeftSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    List<Finding> findings(Holdings seen) {
        var findings = new ArrayList<Finding>();
        if (!slots.isEmpty() && seen.left().isEmpty()) {
            findings.add(Finding.error(
                    "slots-unseen",
                    "PostgreSQL of %s does not answer, so its slots cannot be seen."
                            .formatted(seen.local().name()),
                    "Start it, or run the command without --drop-slot."));
        } else {
            slots.forEach(slot -> refused(seen, slot).ifPresent(findings::add));
        }
        holders.stream()
                .filter(node -> holds(seen, node).isEmpty())
                .map(node -> Finding.refusal(
                        "holds-not-left",
                        "Nothing is held here for a node %s that is no peer.".formatted(node),
                        "zstandby prune --dry-run lists those that are"))
                .forEach(findings::add);
        return findings;
    }

    private static Optional<Finding> refused(Holdings seen, String slot) {
        var left = slots(seen).filter(found -> found.name().equals(slot)).findAny();
        if (left.isEmpty()) {
            return Optional.of(Finding.refusal(
                    "slot-not-left",
                    "%s is not a slot here that zstandby made for a node that is no peer any more.".formatted(slot),
                    "zstandby prune --dry-run lists those that are"));
        }
        return left.filter(LeftSlot::active)
                .map(used -> Finding.refusal(
                        "slot-in-use",
                        "Somebody streams through slot %s.".formatted(slot),
                        "See who: SELECT * FROM pg_stat_replication; add the node to peers if it is one."));
    }

    private static Stream<LeftSlot> slots(Holdings seen) {
        return seen.left().stream().flatMap(List::stream);
    }

    private static Optional<LeftHolds> holds(Holdings seen, String node) {
        return seen.leftHolds().stream()
                .filter(held -> held.node().value().equals(node))
                .findAny();
    }

    List<Step> steps(Holdings seen) {
        return Stream.<Step>concat(
                        slots.stream().map(Step.DropSlot::new),
                        holders.stream()
                                .flatMap(node -> holds(seen, node).stream())
                                .map(held -> new Step.DropHolds(held.node(), held.snapshots())))
                .toList();
    }

    Stream<String> remarks(Holdings seen) {
        var unnamed = slots(seen)
                .filter(slot -> !slots.contains(slot.name()))
                .map(slot -> slot.active()
                        ? slot.describe()
                        : "%s; if that node does not come back: zstandby prune --drop-slot=%s"
                                .formatted(slot.describe(), slot.name()));
        var held = seen.leftHolds().stream()
                .filter(holds -> !holders.contains(holds.node().value()))
                .map(holds -> "%s; if that node does not come back: zstandby prune --drop-holds=%s"
                        .formatted(holds.describe(), holds.node()));
        return Stream.concat(unnamed, held);
    }
}
