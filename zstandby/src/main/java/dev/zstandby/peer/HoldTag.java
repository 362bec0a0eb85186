package dev.zstandby.peer;

import dev.zstandby.NodeName;
import java.util.Optional;

/** The tag of the holds that keep what a node and its peer have in common; it names the peer. */
public final class HoldTag {
    private static final String PREFIX = "zstandby:";

    private HoldTag() {}

    /** Whether it is one of zstandby's, of whichever peer. */
    public static boolean isOurs(String tag) {
        return tag.startsWith(PREFIX);
    }

    /** The peer that the tag names; absent when it is not one of zstandby's. */
    public static Optional<NodeName> peerIn(String tag) {
        return Optional.of(tag)
                .filter(HoldTag::isOurs)
                .map(ours -> ours.substring(PREFIX.length()))
                .filter(NodeName::isValid)
                .map(NodeName::new);
    }

    public static String of(NodeName peer) {
        return PREFIX + peer;
    }
}
