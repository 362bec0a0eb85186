package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.NodeName;

/** A peer's name and the host where it is reached, for a first configuration. */
public record PeerAddress(NodeName name, String host) {

    /** From {@code NAME=HOST}, or {@code NAME} for a host of the same name. */
    public static PeerAddress parse(String text) {
        int equals = text.indexOf('=');
        var name = equals < 0 ? text : text.substring(0, equals);
        var host = equals < 0 ? text : text.substring(equals + 1);
        if (!NodeName.isValid(name) || host.isBlank()) {
            throw Failure.usage("--peer \"%s\" does not name a node.".formatted(text))
                    .withRemedy(
                            "Write NAME=HOST, such as --peer beta=10.0.0.12; the name has lower-case letters, digits"
                                    + " and dashes, a letter first.");
        }
        return new PeerAddress(new NodeName(name), host);
    }
}
