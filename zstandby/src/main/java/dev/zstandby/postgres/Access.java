package dev.zstandby.postgres;

import dev.zstandby.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may get into this machine's running server, as its owner sees it.
 *
 * @param pristine whether nobody has made anything in it: no database, no relation, no role
 * @param stale whether its pg_hba.conf was changed after the server read it last
 * @param tls whether it takes connections by TLS
 * @param rules its {@code pg_hba.conf}
 * @param scramIterations how often it would hash a password
 * @param brokenRules what is wrong with the rules file as it is now, which keeps all of it from being loaded
 * @param tooLow settings that keep standbys out, and that nobody has set by ALTER SYSTEM yet
 * @param restartDue whether one of those settings was changed since the server started
 * @param role the role that was asked for; absent when there is none of that name
 */
public record Access(
        boolean inRecovery,
        boolean pristine,
        boolean stale,
        boolean tls,
        Path rules,
        int scramIterations,
        List<String> brokenRules,
        List<PairSetting> tooLow,
        boolean restartDue,
        Optional<RoleRights> role) {
    private static final String TRUE = "t";
    private static final String USUAL_ITERATIONS = "4096";
    private static final int FIELDS = 11 + PairSetting.values().length;

    /** FirstNormalObjectId of transam.h: what initdb makes has lower OIDs. */
    private static final String PRISTINE = Stream.of("pg_database", "pg_class", "pg_roles", "pg_namespace")
            .map("NOT EXISTS (SELECT FROM %s WHERE oid >= 16384)"::formatted)
            .collect(Collectors.joining(" AND ", "(", ")"));

    private static final String STALE =
            "(pg_stat_file(current_setting('hba_file'))).modification > pg_conf_load_time()";

    public Access {
        brokenRules = List.copyOf(brokenRules);
        tooLow = List.copyOf(tooLow);
    }

    /** What a role may do. */
    public record RoleRights(boolean login, boolean replication, boolean superuser, List<Grant> missing) {
        public RoleRights {
            missing = List.copyOf(missing);
        }
    }

    /** Asks; fails when the server does not let its owner in over the local socket. */
    public static Access ask(OwnersDoor door, String role) {
        var grants =
                Stream.of(Grant.values()).map(grant -> grant.isGiven("r.oid")).collect(Collectors.joining(", "));
        var result = door.ask("SELECT pg_is_in_recovery(), " + PRISTINE
                + ", " + STALE
                + ", current_setting('ssl') = 'on', current_setting('hba_file'),"
                + " coalesce(current_setting('scram_iterations', true), '%s'),".formatted(USUAL_ITERATIONS)
                + " (SELECT coalesce(string_agg('line ' || line_number || ': ' || error, '; '), '')"
                + " FROM pg_hba_file_rules WHERE error IS NOT NULL),"
                + settings()
                + " r.rolcanlogin, r.rolreplication, r.rolsuper, " + grants
                + " FROM (VALUES (1)) AS one LEFT JOIN pg_roles r ON r.rolname = " + Quoting.literal(role));
        if (!result.succeeded()) {
            throw Failure.environment("The server of this node does not let its owner, %s, in over the local socket."
                            .formatted(door.owner()))
                    .withEvidence(result.errors().lines().toList())
                    .withRemedy(
                            "Put \"local all %s peer\" first into pg_hba.conf and reload, then run the command again."
                                    .formatted(door.owner()));
        }
        return parse(result.output());
    }

    /** Every field ends with a NUL; those of a role that does not exist are empty. */
    static Access parse(String output) {
        var field = List.of(output.split(OwnersDoor.END, -1));
        if (field.size() != FIELDS + Grant.values().length + 1) {
            throw Failure.environment("psql printed something else than was asked for.")
                    .withRemedy("See that postgres.bin-directory holds PostgreSQL's own psql.");
        }
        var next = field.iterator();
        return new Access(
                isTrue(next),
                isTrue(next),
                isTrue(next),
                isTrue(next),
                Path.of(next.next()),
                Integer.parseInt(next.next()),
                Stream.of(next.next().split("; ", -1))
                        .filter(line -> !line.isEmpty())
                        .toList(),
                tooLow(next),
                isTrue(next),
                rights(next));
    }

    /** Each setting's value after "=", or nothing where ALTER SYSTEM has been used or would be of no use; then whether one of them waits for a restart. */
    private static String settings() {
        var words = Stream.of(PairSetting.values())
                .map(setting -> Quoting.literal(setting.word()))
                .toList();
        return words.stream()
                        .map(
                                word ->
                                        " (SELECT '=' || setting FROM pg_settings WHERE name = %s AND NOT pending_restart"
                                                        .formatted(word)
                                                + " AND coalesce(sourcefile, '') NOT LIKE '%postgresql.auto.conf' AND source <> 'command line'),")
                        .collect(Collectors.joining())
                + " (SELECT bool_or(pending_restart) FROM pg_settings WHERE name IN (%s)),"
                        .formatted(String.join(", ", words));
    }

    private static List<PairSetting> tooLow(Iterator<String> next) {
        var tooLow = new ArrayList<PairSetting>();
        for (PairSetting setting : PairSetting.values()) {
            var value = next.next();
            if (value.startsWith("=") && !setting.suffices(value.substring(1))) {
                tooLow.add(setting);
            }
        }
        return tooLow;
    }

    private static boolean isTrue(Iterator<String> next) {
        return next.next().equals(TRUE);
    }

    private static Optional<RoleRights> rights(Iterator<String> next) {
        var login = next.next();
        boolean replication = isTrue(next);
        boolean superuser = isTrue(next);
        var missing = new ArrayList<Grant>();
        for (Grant grant : Grant.values()) {
            if (!isTrue(next)) {
                missing.add(grant);
            }
        }
        return login.isEmpty()
                ? Optional.empty()
                : Optional.of(new RoleRights(login.equals(TRUE), replication, superuser, missing));
    }
}
