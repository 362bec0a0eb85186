package dev.zstandby.postgres;

import dev.zstandby.Failure;
import java.sql.SQLException;
import java.util.List;

/** Turns the driver's errors into failures that say what to do. SQLSTATEs: PostgreSQL manual, appendix A. */
final class ConnectionProblem {
    private ConnectionProblem() {}

    /** The failure's cause is the problem, from which {@link Silence#of} can tell what kind it is. */
    static Failure of(Endpoint endpoint, SQLException problem) {
        var said = String.valueOf(problem.getMessage());
        return failure(endpoint, said, String.valueOf(problem.getSQLState()))
                .withEvidence(said.lines().limit(4).toList())
                .causedBy(problem);
    }

    private static Failure failure(Endpoint endpoint, String said, String state) {
        if (said.contains("pg_hba.conf")) {
            return Failure.environment("%s does not admit role %s from here: no line of its pg_hba.conf matches."
                            .formatted(endpoint, endpoint.user()))
                    .withRemedy(
                            "Add to pg_hba.conf on %s, then reload:  host all,replication %s THIS_NODES_ADDRESS scram-sha-256"
                                    .formatted(endpoint.node(), endpoint.user()));
        }
        if (Silence.of(state, said) == Silence.HIDDEN) {
            return Failure.environment(
                            "%s is a standby with hot_standby = off, which answers nobody.".formatted(endpoint))
                    .withRemedy("Set hot_standby = on in its configuration and restart it.");
        }
        return switch (state) {
            case "28P01" ->
                Failure.environment("%s refuses the password of role %s.".formatted(endpoint, endpoint.user()))
                        .withRemedy("Correct the password in %s: %s"
                                .formatted(endpoint.passfile(), endpoint.passfileLine()));
            case "28000" ->
                Failure.environment("%s does not let role %s log in.".formatted(endpoint, endpoint.user()))
                        .withRemedy("On %s: CREATE ROLE %s LOGIN REPLICATION;"
                                .formatted(endpoint.node(), Quoting.identifier(endpoint.user())));
            case "3D000" ->
                Failure.environment("%s has no database %s.".formatted(endpoint, endpoint.database()))
                        .withRemedy("Correct replication.database in the configuration.");
            case "57P03" ->
                Failure.failed("%s does not take connections yet.".formatted(endpoint))
                        .withRemedy("Wait until it has started, then run the command again.")
                        .asPassing();
            case "42501" ->
                Failure.environment("%s denies role %s what zstandby asks for.".formatted(endpoint, endpoint.user()))
                        .withRemedy("\"zstandby check\" prints the grants that are missing.");
            case "08004" ->
                Failure.environment("%s wants a password, and there is none for it.".formatted(endpoint))
                        .withRemedy("Add a line to %s: %s".formatted(endpoint.passfile(), endpoint.passfileLine()));
            case "53300" ->
                Failure.environment("All connections of %s are taken.".formatted(endpoint))
                        .withRemedy("End some, or raise max_connections.");
            case "53400" ->
                Failure.environment("%s has no replication slot left.".formatted(endpoint))
                        .withRemedy("Drop a slot that nobody uses, or raise max_replication_slots.");
            case "57P01", "57P02" ->
                Failure.failed("%s ended the session: it is shutting down.".formatted(endpoint))
                        .withRemedy("Run the command again when it has started.");
            case "57014" ->
                Failure.failed("%s cancelled what zstandby asked for.".formatted(endpoint))
                        .withRemedy("Run the command again; its log says who or what cancelled it.");
            default ->
                state.startsWith("08") || state.equals("null")
                        ? Failure.environment("%s cannot be asked.".formatted(endpoint))
                                .withRemedy(
                                        "See that it runs, listens on that address (listen_addresses) and is not behind a firewall.")
                                .asPassing()
                        : Failure.failed("%s could not do what zstandby asked for.".formatted(endpoint))
                                .withRemedy("Its log says more; mend that and run the command again.");
        };
    }

    static Failure wrongPassfile(Endpoint endpoint) {
        return Failure.environment("The passfile %s cannot be read.".formatted(endpoint.passfile()))
                .withEvidence(List.of("needed to log in to %s as %s".formatted(endpoint, endpoint.user())))
                .withRemedy("Create it, mode 0600, with a line: " + endpoint.passfileLine());
    }
}
