package dev.zstandby.owner;

import static java.util.Objects.requireNonNull;

import dev.zstandby.NodeName;
import dev.zstandby.config.Member;
import dev.zstandby.postgres.Backup;
import io.avaje.jsonb.Json;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A received image, mounted aside, as the primary had it.
 *
 * @param peer the primary, which the standby will stream from
 * @param majorVersion of the primary
 * @param dataDirectory where the primary has it
 * @param mountpoints by the member's name, where the primary has its dataset mounted
 * @param keepsOwn whether there is a live data directory whose own files are carried over
 * @param tlsFiles names of the files of TLS that this node's server uses, as its settings have them
 * @param backup what ended the backup in which the image was taken; absent for an atomic image
 */
@Json
public record Image(
        NodeName peer,
        int majorVersion,
        Path dataDirectory,
        Map<String, Path> mountpoints,
        boolean keepsOwn,
        List<String> tlsFiles,
        Optional<Backup> backup) {
    public Image {
        requireNonNull(peer);
        requireNonNull(dataDirectory);
        mountpoints = Map.copyOf(mountpoints);
        tlsFiles = List.copyOf(tlsFiles);
        requireNonNull(backup);
    }

    /** Where a path on the primary is in the tree mounted aside; nothing when it lies outside the group. */
    Optional<Path> aside(Path path) {
        var onPrimary = path.normalize();
        return mountpoints.entrySet().stream()
                .filter(member -> onPrimary.startsWith(member.getValue()))
                .max(Comparator.comparingInt(member -> member.getValue().getNameCount()))
                .map(member -> Aside.mountpoint(new Member(member.getKey()))
                        .resolve(member.getValue().relativize(onPrimary)));
    }

    /** Where the primary has the member's dataset mounted; nothing when it has none. */
    Optional<Path> mountpoint(Member member) {
        return Optional.ofNullable(mountpoints.get(member.name()));
    }
}
