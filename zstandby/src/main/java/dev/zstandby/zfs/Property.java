package dev.zstandby.zfs;

/** The user properties zstandby sets (zfsprops(7), "User Properties"). */
public final class Property {
    public static final String TREE = "zstandby:tree";
    public static final String CUT_OVER = "zstandby:cut-over";
    public static final String PREPARED = "zstandby:prepared";
    public static final String ROLE = "zstandby:role";
    public static final String SYSTEM_IDENTIFIER = "zstandby:system-identifier";
    public static final String TIMELINE = "zstandby:timeline";
    public static final String LSN_LOWER = "zstandby:lsn-lower";
    public static final String LSN_UPPER = "zstandby:lsn-upper";

    private Property() {}
}
