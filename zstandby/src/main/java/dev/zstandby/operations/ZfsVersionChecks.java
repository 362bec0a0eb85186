package dev.zstandby.operations;

import dev.zstandby.NodeName;
import dev.zstandby.zfs.ZfsVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether OpenZFS is new enough on both nodes. Pure functions. */
final class ZfsVersionChecks {
    private ZfsVersionChecks() {}

    static List<Finding> check(Observation seen) {
        var peer = seen.peer();
        var local = seen.local();
        var findings = Stream.concat(
                        check(peer.node(), peer.zfsVersion()).stream(),
                        check(local.name(), local.zfsVersion()).stream())
                .toList();
        return findings.isEmpty()
                ? List.of(Finding.ok(
                        "zfs-version",
                        "OpenZFS is %s on %s and %s on %s."
                                .formatted(peer.zfsVersion(), peer.node(), local.zfsVersion(), local.name())))
                : findings;
    }

    private static Optional<Finding> check(NodeName node, String text) {
        var version = ZfsVersion.parse(text);
        if (version.isEmpty()) {
            return Optional.of(Finding.warning(
                    "zfs-version",
                    "The version of OpenZFS of %s is not known: \"%s\".".formatted(node, text),
                    "Look on %s: zfs version. It must be %s or newer.".formatted(node, ZfsVersion.OLDEST)));
        }
        return version.filter(ZfsVersion::isTooOld)
                .map(tooOld -> Finding.error(
                        "zfs-version",
                        "%s has OpenZFS %s; zstandby needs %s or newer.".formatted(node, text, ZfsVersion.OLDEST),
                        "Upgrade OpenZFS of %s and load its kernel module (a reboot does).".formatted(node)));
    }
}
