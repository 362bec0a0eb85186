package dev.zstandby.postgres;

import java.nio.file.Path;

/**
 * Where a server listens and as whom zstandby logs in there.
 *
 * @param node the name of the server's node, for messages
 * @param passfile in libpq's format; the password itself is never held longer than a log-in takes
 */
public record Endpoint(String node, String host, int port, String user, String database, Path passfile) {
    @Override
    public String toString() {
        return "PostgreSQL of %s at %s port %d".formatted(node, host, port);
    }
}
