package dev.zstandby.operations;

import dev.zstandby.config.Member;
import dev.zstandby.zfs.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the primary's paths are found on this node once they are live. Pure functions. */
record Mountpoints(Observation seen) {
    /**
     * Where the member is mounted on this node when it is live: as it is now; for a first seed where the primary has it, with
     * the primary's data directory replaced by this node's.
     */
    Path live(Member member) {
        var now = seen.localByMember().get(member);
        return Optional.ofNullable(now)
                .flatMap(LocalMember::live)
                .flatMap(Dataset::mountpoint)
                .orElseGet(() -> asOnPrimary(member));
    }

    /** Where the primary's data directory will be on this node; nothing when it does not lie in its dataset there. */
    Optional<Path> liveDataDirectory() {
        var onPrimary = seen.primary().dataDirectory();
        return seen.onPeer(Member.DATA)
                .flatMap(described -> described.dataset().mountpoint())
                .filter(onPrimary::startsWith)
                .map(mountpoint -> live(Member.DATA)
                        .resolve(mountpoint.relativize(onPrimary))
                        .normalize());
    }

    /** The places where members that are not live yet will be mounted. */
    List<Path> first() {
        return seen.local().members().stream()
                .filter(member -> member.live().isEmpty())
                .filter(member -> seen.onPeer(member.member())
                        .flatMap(described -> described.dataset().mountpoint())
                        .isPresent())
                .map(member -> live(member.member()))
                .toList();
    }

    private Path asOnPrimary(Member member) {
        var theirs = seen.onPeer(member)
                .flatMap(described -> described.dataset().mountpoint())
                .orElseThrow(() -> new IllegalStateException(member + " is not mounted on the primary"));
        var theirData = seen.primary().dataDirectory();
        var ourData = seen.configuration().postgres().dataDirectory();
        if (theirs.startsWith(theirData)) {
            return ourData.resolve(theirData.relativize(theirs));
        }
        var below = theirs.relativize(theirData);
        boolean holdsData = theirData.startsWith(theirs) && ourData.endsWith(below);
        if (!holdsData) {
            return theirs;
        }
        var mountpoint = ourData;
        for (int i = 0; i < below.getNameCount(); i++) {
            mountpoint = Optional.ofNullable(mountpoint.getParent()).orElse(mountpoint);
        }
        return mountpoint;
    }
}
