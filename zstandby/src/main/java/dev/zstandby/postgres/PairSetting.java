package dev.zstandby.postgres;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A setting without which no node can stream from another, with a value that will do. Each takes effect with a restart. */
public enum PairSetting {
    LISTEN_ADDRESSES("*"),
    WAL_LEVEL("replica"),
    MAX_WAL_SENDERS("10"),
    MAX_REPLICATION_SLOTS("10"),
    HOT_STANDBY("on");

    private static final Set<String> OWN_ADDRESSES = Set.of("", "localhost", "127.0.0.1", "::1");

    /** One streams, one copies a base, one is tried by check. */
    private static final int FEWEST_SENDERS = 3;

    private static final int FEWEST_SLOTS = 2;

    private final String value;

    PairSetting(String value) {
        this.value = value;
    }

    /** As PostgreSQL calls it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean suffices(String now) {
        return switch (this) {
            case LISTEN_ADDRESSES ->
                Stream.of(now.split(",", -1)).map(String::strip).anyMatch(address -> !OWN_ADDRESSES.contains(address));
            case WAL_LEVEL -> !now.equals("minimal");
            case MAX_WAL_SENDERS -> number(now) >= FEWEST_SENDERS;
            case MAX_REPLICATION_SLOTS -> number(now) >= FEWEST_SLOTS;
            case HOT_STANDBY -> now.equals("on");
        };
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    /** The statement that sets it. */
    public String set() {
        return "ALTER SYSTEM SET %s = %s".formatted(word(), Quoting.literal(value));
    }

    /** The statement that takes that back. */
    public String reset() {
        return "ALTER SYSTEM RESET " + word();
    }
}
