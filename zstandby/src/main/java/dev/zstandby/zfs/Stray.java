package dev.zstandby.zfs;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * What is mounted inside the datasets of a group, or over one of them, and is not of the group.
 *
 * @param what in words, such as {@code Dataset tank/logs}
 */
public record Stray(String what, Path mountpoint) {
    public Stray {
        requireNonNull(what);
        requireNonNull(mountpoint);
    }
}
