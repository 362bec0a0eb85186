package dev.zstandby.postgres;

/** What the role needs beside REPLICATION, and no more (PostgreSQL manual, "Predefined Roles" and "Backup Control Functions"). */
public enum Grant {
    /** To see who streams, and the settings that only some may see. */
    MONITOR("pg_monitor", ""),
    CHECKPOINT("pg_checkpoint", ""),
    BACKUP_START("", "pg_backup_start(text, boolean)"),
    BACKUP_STOP("", "pg_backup_stop(boolean)");

    private final String role;
    private final String function;

    Grant(String role, String function) {
        this.role = role;
        this.function = function;
    }

    /** The statement that gives it. */
    public String give(String to) {
        return "GRANT %s TO %s".formatted(what(), Quoting.identifier(to));
    }

    /** The statement that takes it back. */
    public String take(String from) {
        return "REVOKE %s FROM %s".formatted(what(), Quoting.identifier(from));
    }

    private String what() {
        return function.isEmpty() ? role : "EXECUTE ON FUNCTION " + function;
    }

    /** The condition that it has been given; {@code who} is an expression for a role's name or OID. */
    String isGiven(String who) {
        return function.isEmpty()
                ? "pg_has_role(%s, '%s', 'MEMBER')".formatted(who, role)
                : "has_function_privilege(%s, '%s', 'EXECUTE')".formatted(who, function);
    }
}
