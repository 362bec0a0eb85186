package dev.zstandby.postgres;

import dev.zstandby.Failure;
import java.security.SecureRandom;
import java.util.List;
import org.postgresql.util.PasswordUtil;

/** Changes to the server and to the role that zstandby logs in as, made as the server's owner. */
public record RoleChanges(OwnersDoor door) {
    private static final int SALT_BYTES = 16;

    /** No log of the server's gets to see the statements, of which one has the password's verifier in it. */
    private static final String UNSEEN = "SET log_statement = 'none'; SET log_min_duration_statement = -1;"
            + " SET log_min_error_statement = 'panic'; SET synchronous_commit = 'local';\n";

    /**
     * Makes the role, which may log in and replicate. The password does not reach the server, only what it checks one by (RFC 5803).
     *
     * @param scramIterations how often the password is hashed
     */
    public void create(String role, String password, int scramIterations) {
        var salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        var verifier = PasswordUtil.encodeScramSha256(password.toCharArray(), scramIterations, salt);
        run(
                "Role %s cannot be made.".formatted(role),
                "CREATE ROLE %s LOGIN REPLICATION PASSWORD %s;"
                        .formatted(Quoting.identifier(role), Quoting.literal(verifier)));
    }

    /** Runs a statement that gives or takes a right. */
    public void change(String statement) {
        run("This cannot be done in PostgreSQL: %s".formatted(statement), statement + ";");
    }

    /** Drops the role, which must have been given nothing any more. */
    public void drop(String role) {
        change("DROP ROLE " + Quoting.identifier(role));
    }

    /** Has the server read {@code pg_hba.conf}, unless something is wrong with it: it would go by the former one then. */
    public void reloadRules() {
        var broken = Access.ask(door, door.owner()).brokenRules();
        if (!broken.isEmpty()) {
            throw Failure.environment("The server would not load pg_hba.conf, since something is wrong with it.")
                    .withEvidence(broken)
                    .withRemedy("Mend the lines, then run the command again.");
        }
        run("pg_hba.conf cannot be loaded.", "SELECT pg_reload_conf();");
    }

    /** Runs an ALTER SYSTEM, which knows no transaction, and has the server read it. */
    public void alterSystem(String statement) {
        var result = door.ask(statement, "SELECT pg_reload_conf()");
        if (!result.succeeded()) {
            throw Failure.failed("This cannot be done in PostgreSQL: %s".formatted(statement))
                    .withEvidence(List.of(result.errors().strip()))
                    .withRemedy("Mend what PostgreSQL says, then run the command again.");
        }
    }

    private void run(String failure, String statements) {
        var result = door.run(UNSEEN + statements);
        if (!result.succeeded()) {
            throw Failure.failed(failure)
                    .withEvidence(List.of(result.errors().strip()))
                    .withRemedy("Mend what PostgreSQL says, then run the command again.");
        }
    }
}
