package dev.zstandby.zfs;

import static java.util.Objects.requireNonNull;

import dev.zstandby.Bytes;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A file system or a volume as {@code zfs list} shows it.
 *
 * @param volume whether it is a volume: it has no mountpoint, and nothing lies below it
 * @param origin the snapshot it is a clone of
 * @param mountpoint where it mounts; absent for {@code none} and {@code legacy}
 * @param written bytes written since its newest snapshot
 * @param resumeToken of an interrupted receive into it
 * @param tree what zstandby says of it; what others made below a tree of zstandby inherits it
 * @param cutOver the cut-over that is under way on it (property {@code zstandby:cut-over})
 * @param prepared whether it has been made ready to be started since its newest snapshot (property {@code zstandby:prepared})
 * @param role what its server was, {@code primary} or {@code standby} (property {@code zstandby:role}): of a retired tree, and of
 *     a live root from right before its server is stopped for a cut-over
 * @param encrypted whether ZFS encrypts it
 */
public record Dataset(
        DatasetName name,
        boolean volume,
        Optional<SnapshotName> origin,
        Optional<Path> mountpoint,
        boolean mounted,
        Bytes available,
        Bytes referenced,
        Bytes written,
        Optional<String> resumeToken,
        Optional<Tree> tree,
        Optional<String> cutOver,
        boolean prepared,
        Optional<String> role,
        boolean encrypted) {
    public Dataset {
        requireNonNull(name);
        requireNonNull(origin);
        requireNonNull(mountpoint);
        requireNonNull(available);
        requireNonNull(referenced);
        requireNonNull(written);
        requireNonNull(resumeToken);
        requireNonNull(tree);
        requireNonNull(cutOver);
        requireNonNull(role);
    }

    /** What a tree made by zstandby is for (property {@code zstandby:tree}). */
    public enum Tree {
        /** Where streams land. */
        STAGED,
        /** A former live tree. */
        RETIRED,
        /** A former live tree that is being destroyed; what is left of it is of no use. */
        PRUNED,
        /** A staged tree that others put something into, or that holds what the primary does not have any more. */
        ASIDE;

        public String property() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
