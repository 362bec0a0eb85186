package dev.zstandby.operations;

import dev.zstandby.zfs.DatasetName;
import java.nio.file.Path;

/** Where a directory of a cluster lies. */
sealed interface Location {
    /** With symbolic links resolved, as far as it exists. */
    Path path();

    /** On a mounted dataset. */
    record OnDataset(Path path, DatasetName dataset, Path mountpoint) implements Location {
        boolean isMountpoint() {
            return path.equals(mountpoint);
        }
    }

    /**
     * On something that is no dataset, or one whose mounting is not ZFS's own.
     *
     * @param fileSystem its type as the system calls it, such as {@code ext4}
     */
    record Elsewhere(Path path, String fileSystem) implements Location {}

    /** It is not there, or holds no cluster's files. */
    record Nowhere(Path path) implements Location {}
}
