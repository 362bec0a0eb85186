package dev.zstandby.postgres;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of the server's log that keeps a standby from starting or streaming, in words and with a remedy. The texts are
 * those of PostgreSQL 13 to 18 in English; most were captured from 15. Other values of {@code lc_messages} are not understood.
 *
 * @param line as it stands in the log
 */
public record ServerComplaint(String sentence, String remedy, String line) {

    public static Optional<ServerComplaint> of(String line) {
        return Arrays.stream(Known.values())
                .filter(known -> known.pattern.matcher(line).find())
                .findFirst()
                .map(known -> new ServerComplaint(known.sentence, known.remedy, line));
    }

    private enum Known {
        PORT_IN_USE(
                "could not bind IPv[46] address|could not create any TCP/IP sockets|could not bind Unix address",
                "PostgreSQL did not start: something else listens on its address and port.",
                "Stop the other server, or give this node its own port or listen_addresses."),
        SETTINGS_TOO_LOW(
                "recovery aborted because of insufficient parameter settings|hot standby is not possible because of insufficient parameter settings|is a lower setting than on the primary server",
                "PostgreSQL refuses to be a standby: a setting is lower than on the primary.",
                "Raise the setting that the DETAIL line names, in postgresql.conf or postgresql.auto.conf."),
        WAL_REMOVED(
                "requested WAL segment \\S+ has already been removed",
                "The standby cannot stream: the primary no longer has the WAL it needs.",
                "Run \"zstandby reset\", which does not need that WAL."),
        SLOT_MISSING(
                "replication slot \"[^\"]*\" does not exist",
                "The standby cannot stream: its replication slot does not exist on the primary.",
                "Run \"zstandby reset\", which makes the slot."),
        SLOT_LOST(
                "can no longer access replication slot",
                "The standby cannot stream: its replication slot lost WAL to max_slot_wal_keep_size.",
                "Run \"zstandby reset\", and give the primary a higher max_slot_wal_keep_size."),
        NOT_ADMITTED(
                "no pg_hba\\.conf entry for replication|pg_hba\\.conf rejects replication",
                "The standby cannot stream: no line of the primary's pg_hba.conf admits it.",
                "Add a line \"host replication ROLE THIS_NODES_ADDRESS scram-sha-256\" there, then reload."),
        WRONG_PASSWORD(
                "password authentication failed for user",
                "The standby cannot stream: the primary refuses its password.",
                "Correct the line for the primary in the passfile that primary_conninfo names."),
        NO_PASSWORD(
                "no password supplied",
                "The standby cannot stream: it has no password for the primary.",
                "Add a line for the primary to the passfile that primary_conninfo names; its mode must be 0600."),
        LOCKED(
                "lock file \"[^\"]*postmaster\\.pid\" already exists",
                "PostgreSQL did not start: another server seems to run in the same data directory.",
                "Stop that server; only when there is none, delete postmaster.pid."),
        FORKED(
                "new timeline \\d+ (?:is not a child of|forked off current) database system timeline|requested timeline \\d+ (?:is not a child of|does not contain minimum recovery point)",
                "The standby has gone past the point where the primary's timeline begins: it has diverged.",
                "Run \"zstandby reset\" on it."),
        PERMISSIONS(
                "data directory \"[^\"]*\" has (?:invalid permissions|wrong ownership)",
                "PostgreSQL did not start: the owner or mode of its data directory is wrong.",
                "Give it to the user that PostgreSQL runs as, with mode 0700 or 0750."),
        OTHER_VERSION(
                "database files are incompatible with server",
                "PostgreSQL did not start: the data directory is of another version or build.",
                "Run the major version that made the cluster."),
        PRIMARY_UNREACHABLE(
                "could not connect to the primary server",
                "The standby cannot stream: it does not reach the primary.",
                "See that the primary runs, listens on that address and is not behind a firewall.");

        private final Pattern pattern;
        private final String sentence;
        private final String remedy;

        Known(String pattern, String sentence, String remedy) {
            this.pattern = Pattern.compile(pattern);
            this.sentence = sentence;
            this.remedy = remedy;
        }
    }
}
