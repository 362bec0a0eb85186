package dev.zstandby.zfs;

import static java.util.Objects.requireNonNull;

import dev.zstandby.Bytes;

/**
 * A pool as {@code zpool list} shows it.
 *
 * @param capacity percent of it in use
 */
public record Pool(String name, Bytes size, Bytes free, int capacity, String health) {
    public Pool {
        requireNonNull(name);
        requireNonNull(size);
        requireNonNull(free);
        requireNonNull(health);
    }
}
