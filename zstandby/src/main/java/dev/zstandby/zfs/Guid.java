package dev.zstandby.zfs;

/** The identity of a dataset or snapshot; a snapshot keeps it through send and receive. An unsigned 64-bit number. */
public record Guid(long bits) {
    /** Parses the decimal form that {@code zfs get guid} prints. */
    public static Guid parse(String decimal) {
        return new Guid(Long.parseUnsignedLong(decimal));
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(bits);
    }
}
