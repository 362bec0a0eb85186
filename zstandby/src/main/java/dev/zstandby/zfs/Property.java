package dev.zstandby.zfs;

/** The user properties zstandby sets (zfsprops(7), "User Properties"). */
public final class Property {
    /** Of all their names. */
    public static final String PREFIX = "zstandby:";

    public static final String TREE = PREFIX + "tree";
    public static final String CUT_OVER = PREFIX + "cut-over";
    public static final String PREPARED = PREFIX + "prepared";
    public static final String ROLE = PREFIX + "role";
    public static final String RETIRED_AT = PREFIX + "retired-at";
    public static final String SYSTEM_IDENTIFIER = PREFIX + "system-identifier";
    public static final String TIMELINE = PREFIX + "timeline";
    public static final String LSN_LOWER = PREFIX + "lsn-lower";
    public static final String LSN_UPPER = PREFIX + "lsn-upper";

    /** Whether zfs-auto-snapshot and tools like it take snapshots of a dataset. */
    public static final String AUTO_SNAPSHOT = "com.sun:auto-snapshot";

    private Property() {}
}
