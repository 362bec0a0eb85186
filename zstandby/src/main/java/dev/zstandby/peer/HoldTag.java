package dev.zstandby.peer;

import dev.zstandby.NodeName;

/** The tag of the holds that keep what a node and its peer have in common; it names the peer. */
public final class HoldTag {
    private HoldTag() {}

    public static String of(NodeName peer) {
        return "zstandby:" + peer;
    }
}
