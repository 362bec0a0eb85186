package dev.zstandby.postgres;

/** Lines of {@code pg_hba.conf} for the role of zstandby (PostgreSQL manual, "The pg_hba.conf File"). */
public final class AccessRule {
    private AccessRule() {}

    /**
     * Lets the role in by password: for zstandby's own questions, and to stream.
     *
     * @param tls whether only connections by TLS count
     * @param address a numeric address, without a mask
     */
    public static String forPeer(boolean tls, String database, String role, String address) {
        return line(tls ? "hostssl" : "host", quoted(database) + ",replication", role, address);
    }

    /** Lets this node's own zstandby ask. */
    public static String forThisNode(String database, String role, String address) {
        return line("host", quoted(database), role, address);
    }

    private static String line(String type, String databases, String role, String address) {
        var mask = address.contains(":") ? "/128" : "/32";
        return "%s %s %s %s%s scram-sha-256".formatted(type, databases, quoted(role), address, mask);
    }

    /** Within quotes no word has a special meaning, such as {@code all} or {@code replication}. */
    private static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*") && !name.matches("all|replication|sameuser|samerole|samegroup")
                ? name
                : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
