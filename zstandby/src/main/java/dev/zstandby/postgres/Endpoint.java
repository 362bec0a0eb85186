package dev.zstandby.postgres;

import java.nio.file.Path;

/**
 * Where a server listens and as whom zstandby logs in there.
 *
 * @param node the name of the server's node, for messages
 * @param passfile in libpq's format; the password itself is never held longer than a log-in takes
 */
public record Endpoint(String node, String host, int port, String user, String database, Path passfile) {
    /** What a passfile needs for it (PostgreSQL manual, "The Password File"), with a word in the password's place. */
    String passfileLine() {
        return "%s:%d:%s:%s:PASSWORD".formatted(host.replace(":", "\\:"), port, database, user);
    }

    @Override
    public String toString() {
        return "PostgreSQL of %s at %s port %d".formatted(node, host, port);
    }
}
