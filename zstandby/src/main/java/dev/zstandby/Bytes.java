package dev.zstandby;

import java.util.Locale;

/** A number of bytes, never negative. Printed for people with binary units, as {@code zfs list} does. */
public record Bytes(long count) implements Comparable<Bytes> {
    public static final Bytes ZERO = new Bytes(0);

    public Bytes {
        if (count < 0) {
            throw new IllegalArgumentException("negative number of bytes: " + count);
        }
    }

    public Bytes plus(Bytes other) {
        return new Bytes(Math.addExact(count, other.count));
    }

    /** What is left when {@code other} is taken away; never less than nothing. */
    public Bytes minus(Bytes other) {
        return new Bytes(Math.max(0, count - other.count));
    }

    @Override
    public int compareTo(Bytes other) {
        return Long.compare(count, other.count);
    }

    @Override
    public String toString() {
        if (count < 1024) {
            return count + " B";
        }
        double value = count;
        int unit = -1;
        while (value >= 1024 && unit < 4) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f %siB" : "%.1f %siB", value, "KMGTP".charAt(unit));
    }
}
