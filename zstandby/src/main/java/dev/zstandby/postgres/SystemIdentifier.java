package dev.zstandby.postgres;

/** What {@code initdb} gave a cluster and every copy of it shares. An unsigned 64-bit number. */
public record SystemIdentifier(long bits) {
    public static SystemIdentifier parse(String decimal) {
        return new SystemIdentifier(Long.parseUnsignedLong(decimal.strip()));
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(bits);
    }
}
