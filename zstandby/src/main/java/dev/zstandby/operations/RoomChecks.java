package dev.zstandby.operations;

import dev.zstandby.Bytes;
import dev.zstandby.zfs.DatasetName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether what is expected to arrive fits, before anything starts. Pure functions. */
final class RoomChecks {
    /** What a standby writes on top of an image before it streams, and what ZFS itself needs to go on. */
    private static final long RESERVE = 64L * 1024 * 1024;

    private RoomChecks() {}

    static List<Finding> check(Observation seen) {
        return expectedByRoot(seen).entrySet().stream()
                .map(entry -> tooSmall(seen, entry.getKey(), entry.getValue()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Map<DatasetName, Bytes> expectedByRoot(Observation seen) {
        var expected = new LinkedHashMap<DatasetName, Bytes>();
        for (LocalMember member : seen.local().members()) {
            expected.merge(
                    seen.local().layout().rootOf(member.name()),
                    seen.expected().getOrDefault(member.member(), Bytes.ZERO),
                    Bytes::plus);
        }
        return expected;
    }

    private static Optional<Finding> tooSmall(Observation seen, DatasetName root, Bytes expected) {
        var room = seen.local().room().getOrDefault(root, Bytes.ZERO);
        long needed = expected.count() + expected.count() / 5 + RESERVE;
        return room.count() >= needed
                ? Optional.empty()
                : Optional.of(Finding.error(
                        "no-room",
                        "About %s will arrive for %s, but only %s are available there.".formatted(expected, root, room),
                        "Free space in pool %s (zfs list -o space -r %s), or add a disk."
                                .formatted(root.pool(), root.pool())));
    }
}
