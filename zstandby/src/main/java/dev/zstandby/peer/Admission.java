package dev.zstandby.peer;

import dev.zstandby.NodeName;
import dev.zstandby.host.Platform;
import java.util.List;

/** How a peer's key stands in {@code authorized_keys}: for the gate and nothing else (sshd(8), "AUTHORIZED_KEYS FILE FORMAT"). */
public final class Admission {
    private static final String GATE = "restrict,command=\"" + Platform.here().program() + " gate --peer %s\"";

    private Admission() {}

    /** The line for this key, good only from these addresses; from anywhere when there are none. */
    public static String line(NodeName peer, PublicKey key, List<String> addresses) {
        var from = addresses.isEmpty() ? "" : ",from=\"%s\"".formatted(String.join(",", addresses));
        return GATE.formatted(peer) + from + " " + key + " " + peer;
    }

    /** Whether one of the lines lets this key of the peer in. */
    public static boolean isIn(List<String> lines, NodeName peer, PublicKey key) {
        return lines.stream().anyMatch(line -> isFor(line, peer) && line.contains(key.value()));
    }

    /** Those of the lines that let another key of this peer in. */
    public static List<String> outdated(List<String> lines, NodeName peer, PublicKey key) {
        return lines.stream()
                .filter(line -> isFor(line, peer) && !line.contains(key.value()))
                .toList();
    }

    private static boolean isFor(String line, NodeName peer) {
        return line.startsWith(GATE.formatted(peer));
    }
}
