package dev.zstandby.zfs;

import dev.zstandby.Bytes;
import java.util.Optional;

/** How much of a pool is in use (zpoolprops(7), {@code size} and {@code allocated}). */
public record PoolSpace(Bytes size, Bytes allocated) {
    static Optional<PoolSpace> parse(String size, String allocated) {
        return size.matches("[0-9]{1,18}") && allocated.matches("[0-9]{1,18}")
                ? Optional.of(new PoolSpace(new Bytes(Long.parseLong(size)), new Bytes(Long.parseLong(allocated))))
                : Optional.empty();
    }

    /** In use, rounded down. */
    public int percent() {
        return size.equals(Bytes.ZERO) ? 0 : (int) (allocated.count() * 100.0 / size.count());
    }

    /** How full it would be with this given back. */
    public PoolSpace without(Bytes freed) {
        return new PoolSpace(size, allocated.minus(freed));
    }
}
