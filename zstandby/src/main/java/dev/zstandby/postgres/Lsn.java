package dev.zstandby.postgres;

import java.util.Locale;

/** A position in the write-ahead log, in bytes from its start; an unsigned 64-bit number printed as {@code pg_lsn} is. */
public record Lsn(long bytes) implements Comparable<Lsn> {
    /** Parses {@code 16/B374D848}. */
    public static Lsn parse(String text) {
        var halves = text.strip().split("/", -1);
        if (halves.length != 2) {
            throw new IllegalArgumentException("not a WAL position: " + text);
        }
        return new Lsn(Long.parseLong(halves[0], 16) << 32 | Long.parseLong(halves[1], 16));
    }

    /** The bytes of WAL from {@code earlier} to this position; negative when this one comes first. */
    public long minus(Lsn earlier) {
        return bytes - earlier.bytes;
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%X/%X", bytes >>> 32, bytes & 0xFFFF_FFFFL);
    }
}
