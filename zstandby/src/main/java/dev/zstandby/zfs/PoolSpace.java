package dev.zstandby.zfs;

import dev.zstandby.Bytes;
import java.util.Optional;
import java.util.stream.Stream;

/** How much of a pool is in use, without what is destroyed already and still being freed. */
public record PoolSpace(Bytes size, Bytes used) {
    /** From the properties of these names (zpoolprops(7)). */
    static Optional<PoolSpace> parse(String size, String allocated, String freeing) {
        return Stream.of(size, allocated, freeing).allMatch(text -> text.matches("[0-9]{1,18}"))
                ? Optional.of(new PoolSpace(bytes(size), bytes(allocated).minus(bytes(freeing))))
                : Optional.empty();
    }

    private static Bytes bytes(String text) {
        return new Bytes(Long.parseLong(text));
    }

    /** In use, rounded down. */
    public int percent() {
        return size.equals(Bytes.ZERO) ? 0 : (int) (used.count() * 100.0 / size.count());
    }

    /** How full it would be with this given back. */
    public PoolSpace without(Bytes freed) {
        return new PoolSpace(size, used.minus(freed));
    }
}
