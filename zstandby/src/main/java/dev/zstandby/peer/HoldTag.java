package dev.zstandby.peer;

import dev.zstandby.NodeName;

/** The tag of the holds that keep what a node and its peer have in common; it names the peer. */
public final class HoldTag {
    private static final String PREFIX = "zstandby:";

    private HoldTag() {}

    /** Whether it is one of zstandby's, of whichever peer. */
    public static boolean isOurs(String tag) {
        return tag.startsWith(PREFIX);
    }

    public static String of(NodeName peer) {
        return PREFIX + peer;
    }
}
