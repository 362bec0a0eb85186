package dev.zstandby.operations;

import dev.zstandby.Bytes;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.DatasetName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether what is expected to arrive fits, before anything starts. Pure functions. */
final class RoomChecks {
    /** What a standby writes on top of an image before it streams, and what ZFS itself needs to go on. */
    private static final long RESERVE = 64L * 1024 * 1024;

    private RoomChecks() {}

    /** Each root against what its place has, and all roots of a pool together against the most that one of them has. */
    static List<Finding> check(Observation seen) {
        var expected = expectedByRoot(seen);
        var room = room(seen);
        var findings = new ArrayList<Finding>();
        expected.forEach(
                (root, bytes) -> tooSmall(root.value(), root.pool(), bytes, room.getOrDefault(root, Bytes.ZERO))
                        .ifPresent(findings::add));
        if (findings.isEmpty()) {
            expected.keySet().stream().map(DatasetName::pool).distinct().forEach(pool -> {
                var roots = expected.keySet().stream()
                        .filter(root -> root.pool().equals(pool))
                        .toList();
                var sum = roots.stream().map(expected::get).reduce(Bytes.ZERO, Bytes::plus);
                var most = roots.stream()
                        .map(root -> room.getOrDefault(root, Bytes.ZERO))
                        .max(Bytes::compareTo)
                        .orElse(Bytes.ZERO);
                tooSmall("pool " + pool, pool, sum, most).ifPresent(findings::add);
            });
        }
        return findings;
    }

    /** What is available, and what goes before anything arrives. */
    private static Map<DatasetName, Bytes> room(Observation seen) {
        var room = new LinkedHashMap<>(seen.local().room());
        room.replaceAll((root, bytes) -> bytes.plus(givenBack(seen, root)));
        return room;
    }

    /** By what is staged and of no use. How much a clone gives back cannot be told, so it counts as nothing. */
    private static Bytes givenBack(Observation seen, DatasetName root) {
        var staged = new StagedTree(seen, root, false);
        boolean isDropped = staged.uselessness()
                .filter(why -> staged.clear(why, "") instanceof Step.DropStaged)
                .isPresent();
        return staged.members().stream()
                .filter(member -> isDropped
                        || (member.newestStaged().isEmpty()
                                && seen.unresumable(member).isPresent()))
                .flatMap(member -> member.staged().stream())
                .filter(dataset -> dataset.origin().isEmpty())
                .map(Dataset::referenced)
                .reduce(Bytes.ZERO, Bytes::plus);
    }

    private static Map<DatasetName, Bytes> expectedByRoot(Observation seen) {
        var expected = new LinkedHashMap<DatasetName, Bytes>();
        for (LocalMember member : seen.local().members()) {
            expected.merge(
                    seen.local().layout().rootOf(member.name()),
                    seen.inquiry().expected().getOrDefault(member.member(), Bytes.ZERO),
                    Bytes::plus);
        }
        return expected;
    }

    private static Optional<Finding> tooSmall(String place, String pool, Bytes expected, Bytes room) {
        long needed = expected.count() + expected.count() / 5 + RESERVE;
        return room.count() >= needed
                ? Optional.empty()
                : Optional.of(Finding.error(
                        "no-room",
                        "About %s will arrive for %s, but only %s are available there."
                                .formatted(expected, place, room),
                        "Free space in pool %s (zstandby prune --dry-run; zfs list -o space -r %s), or add a disk."
                                .formatted(pool, pool)));
    }
}
