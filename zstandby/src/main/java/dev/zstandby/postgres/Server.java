package dev.zstandby.postgres;

import dev.zstandby.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A running PostgreSQL server, asked over one connection that stays open until {@link #close}. */
public final class Server implements AutoCloseable {
    /** The settings a standby needs at least as high as its primary (PostgreSQL manual, "Hot Standby"). */
    public static final List<String> AT_LEAST_AS_ON_PRIMARY = List.of(
            "max_connections",
            "max_worker_processes",
            "max_wal_senders",
            "max_prepared_transactions",
            "max_locks_per_transaction");

    private static final List<String> OTHER_SETTINGS = List.of(
            "wal_level",
            "full_page_writes",
            "wal_recycle",
            "wal_init_zero",
            "hot_standby",
            "max_replication_slots",
            "synchronous_standby_names",
            "ssl_cert_file",
            "ssl_key_file",
            "ssl_ca_file",
            "ssl_crl_file",
            "ssl_dh_params_file");

    /** The oldest major version zstandby works with: the oldest that the PostgreSQL project still supports. */
    public static final int OLDEST_MAJOR_VERSION = 15;

    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration CHECKPOINT = Duration.ofHours(1);

    private final Session session;
    private final Endpoint endpoint;

    private Server(Endpoint endpoint, Session session) {
        this.endpoint = endpoint;
        this.session = session;
    }

    /** Logs in; a {@link Failure} says what to do when that does not work. */
    public static Server connect(Endpoint endpoint) {
        return connect(endpoint, ANSWER);
    }

    public static Server connect(Endpoint endpoint, Duration limit) {
        return new Server(endpoint, Session.open(endpoint, limit));
    }

    /** Fails when a standby could not stream from there with these credentials. */
    public static void tryReplication(Endpoint endpoint) {
        Session.tryReplication(endpoint, ANSWER);
    }

    public ServerState state() {
        boolean inRecovery = session.row("SELECT pg_is_in_recovery()", row -> row.getBoolean(1));
        int version = session.row("SELECT current_setting('server_version_num')::int", row -> row.getInt(1));
        var role = role(isSupported(version));
        mustSee(role);
        var settings = new HashMap<String, String>();
        var wanted = new ArrayList<>(AT_LEAST_AS_ON_PRIMARY);
        wanted.addAll(OTHER_SETTINGS);
        session.rows(
                "SELECT name, setting FROM pg_settings WHERE name = ANY (string_to_array(?, ','))",
                row -> settings.put(row.getString(1), row.getString(2)),
                String.join(",", wanted));
        var receiver = receiver();
        return new ServerState(
                version,
                inRecovery,
                session.row(
                        "SELECT system_identifier::text FROM pg_control_system()",
                        row -> SystemIdentifier.parse(row.getString(1))),
                timeline(inRecovery, receiver),
                position(inRecovery),
                session.row("SELECT current_setting('data_directory')", row -> Path.of(row.getString(1))),
                session.row(
                        "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
                                + " AND application_name <> 'zstandby'",
                        row -> row.getInt(1)),
                settings,
                isSupported(version) ? collations() : Map.of(),
                tablespaces(),
                slots(),
                senders(),
                receiver,
                role);
    }

    /** Others lack functions that are asked for; of them only what leads to a clear refusal is looked at. */
    private static boolean isSupported(int version) {
        return version / 10_000 >= OLDEST_MAJOR_VERSION;
    }

    /**
     * Up to where a standby has replayed WAL; or received it, where {@code recovery_min_apply_delay} makes replay wait on
     * purpose. What it has replayed it has received, though a receiver that begins anew says less until more comes.
     */
    public Lsn arrived() {
        return session.row(
                "SELECT coalesce(greatest(pg_last_wal_replay_lsn(), CASE current_setting('recovery_min_apply_delay')"
                        + " WHEN '0' THEN NULL ELSE pg_last_wal_receive_lsn() END), '0/0')::text",
                row -> Lsn.parse(row.getString(1)));
    }

    /** Where the server is in the write-ahead log: a primary inserts there, a standby has replayed up to there. */
    public Lsn position(boolean inRecovery) {
        return session.row(
                inRecovery
                        ? "SELECT coalesce(pg_last_wal_replay_lsn(), '0/0')::text"
                        : "SELECT pg_current_wal_insert_lsn()::text",
                row -> Lsn.parse(row.getString(1)));
    }

    /**
     * Up to where a primary has written WAL to its files: nothing that a snapshot taken before this call holds lies past it.
     * Unlike the insert position it never points past the header of a page that has no record yet, which no standby would
     * reach while the primary is idle.
     */
    public Lsn written() {
        return session.row("SELECT pg_current_wal_lsn()::text", row -> Lsn.parse(row.getString(1)));
    }

    /**
     * Up to where a snapshot of this server's files taken before this call can hold WAL: on a primary what is written; on a
     * standby what arrived and what was replayed, to the end of its segment where an archive hands out whole ones.
     */
    public Lsn reached() {
        if (!inRecovery()) {
            return written();
        }
        return session.row(
                "SELECT ('0/0'::pg_lsn + CASE current_setting('restore_command') WHEN '' THEN at"
                        + " ELSE ceil(at / segment) * segment END)::text FROM (SELECT"
                        + " greatest(pg_last_wal_replay_lsn(), pg_last_wal_receive_lsn(),"
                        + " (SELECT written_lsn FROM pg_stat_wal_receiver)) - '0/0'::pg_lsn AS at,"
                        + " pg_size_bytes(current_setting('wal_segment_size')) AS segment) AS reached",
                row -> Lsn.parse(row.getString(1)));
    }

    /**
     * For how long a standby has been streaming without a break, or a primary has been up; absent on a standby that does not
     * stream.
     */
    public Optional<Duration> steadyFor() {
        return session
                .rows(
                        inRecovery()
                                ? "SELECT extract(epoch FROM now() - a.backend_start)::bigint FROM pg_stat_wal_receiver r"
                                        + " JOIN pg_stat_activity a USING (pid) WHERE r.status = 'streaming'"
                                : "SELECT extract(epoch FROM now() - pg_postmaster_start_time())::bigint",
                        row -> Duration.ofSeconds(Math.max(0, row.getLong(1))))
                .stream()
                .findFirst();
    }

    public boolean inRecovery() {
        return session.row("SELECT pg_is_in_recovery()", row -> row.getBoolean(1));
    }

    /** The timeline of the server as it is now: a primary's own; a standby's newest that it has replayed or receives. */
    public Timeline timeline() {
        boolean inRecovery = inRecovery();
        return timeline(inRecovery, inRecovery ? receiver() : Optional.empty());
    }

    private Timeline timeline(boolean inRecovery, Optional<WalReceiver> receiver) {
        if (!inRecovery) {
            return session.row(
                    "SELECT substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8)",
                    row -> new Timeline(Long.parseLong(row.getString(1), 16)));
        }
        var replayed = session.row(
                "SELECT greatest(r.min_recovery_end_timeline, c.timeline_id, 1)"
                        + " FROM pg_control_recovery() r, pg_control_checkpoint() c",
                row -> new Timeline(row.getLong(1)));
        return receiver.filter(WalReceiver::streams)
                .map(WalReceiver::timeline)
                .filter(received -> received.compareTo(replayed) > 0)
                .orElse(replayed);
    }

    /** A standby's connection to its primary; absent while there is none. */
    public Optional<WalReceiver> receiver() {
        return session
                .rows(
                        "SELECT status, received_tli, coalesce(sender_host, ''), coalesce(slot_name, '')"
                                + " FROM pg_stat_wal_receiver WHERE status IS NOT NULL",
                        row -> new WalReceiver(
                                row.getString(1),
                                new Timeline(Math.max(1, row.getLong(2))),
                                row.getString(3),
                                row.getString(4)))
                .stream()
                .findFirst();
    }

    /** What the host sorts by now, whatever the databases were made with; C and POSIX have no version. */
    private Map<String, String> collations() {
        var versions = new HashMap<String, String>();
        session.rows(
                "SELECT datname, pg_database_collation_actual_version(oid) FROM pg_database"
                        + " WHERE datallowconn AND pg_database_collation_actual_version(oid) IS NOT NULL",
                row -> versions.put(row.getString(1), row.getString(2)));
        return versions;
    }

    private List<Tablespace> tablespaces() {
        return session.rows(
                "SELECT oid::bigint, spcname, pg_tablespace_location(oid) FROM pg_tablespace"
                        + " WHERE pg_tablespace_location(oid) <> '' ORDER BY oid",
                row -> new Tablespace(row.getLong(1), row.getString(2), Path.of(row.getString(3))));
    }

    private List<Slot> slots() {
        return session.rows(
                "SELECT slot_name, slot_type = 'physical', active, wal_status, restart_lsn::text FROM pg_replication_slots ORDER BY slot_name",
                row -> new Slot(
                        row.getString(1),
                        row.getBoolean(2),
                        row.getBoolean(3),
                        Optional.ofNullable(row.getString(4)),
                        Optional.ofNullable(row.getString(5)).map(Lsn::parse)));
    }

    /** What a primary streams to whom. */
    public List<WalSender> senders() {
        return session.rows(
                "SELECT r.application_name, coalesce(r.state, ''), s.slot_name FROM pg_stat_replication r"
                        + " LEFT JOIN pg_replication_slots s ON s.active_pid = r.pid ORDER BY 1, 3",
                row -> new WalSender(row.getString(1), row.getString(2), Optional.ofNullable(row.getString(3))));
    }

    private Role role(boolean supported) {
        var name = session.row("SELECT current_user", row -> row.getString(1));
        boolean replication = may("(SELECT rolreplication OR rolsuper FROM pg_roles WHERE rolname = current_user)");
        return new Role(name, replication, supported ? missingGrants(name) : List.of());
    }

    /** Without that right not even the data directory may be asked for. */
    private void mustSee(Role role) {
        if (role.missing().contains(Grant.MONITOR.give(role.name()))) {
            throw Failure.environment(
                            "%s does not let role %s see what zstandby has to know.".formatted(this, role.name()))
                    .withRemedy("There, in psql: %s;".formatted(String.join("; ", role.missing())));
        }
    }

    private List<String> missingGrants(String name) {
        return Stream.of(Grant.values())
                .filter(grant -> !may(grant.isGiven("current_user")))
                .map(grant -> grant.give(name))
                .toList();
    }

    private boolean may(String condition) {
        return session.row("SELECT " + condition, row -> row.getBoolean(1));
    }

    /**
     * Makes sure the slot exists and keeps WAL from now on; one that lost its WAL is made anew.
     *
     * @return whether it was made by this call
     */
    public boolean ensureSlot(String name) {
        var existing = slots().stream().filter(slot -> slot.name().equals(name)).findAny();
        if (existing.isPresent() && existing.get().reserves()) {
            return false;
        }
        existing.ifPresent(slot -> dropSlot(name));
        session.rows("SELECT pg_create_physical_replication_slot(?, true)", row -> "", name);
        return true;
    }

    /**
     * Keeps WAL from now on for as long as this connection is open, beside what the standby's own slot keeps: that one moves
     * on while the old standby still streams, past what the new image needs. The server is told to notice within a minute or two
     * when this machine has gone, and the guard with it (not by a Unix socket, by which nothing gets lost).
     */
    public void guardWal(String temporarySlot) {
        endOthersGuard(temporarySlot);
        session.rows(
                "SELECT set_config('tcp_keepalives_idle', '20', false), set_config('tcp_keepalives_interval', '10', false),"
                        + " set_config('tcp_keepalives_count', '4', false)",
                row -> "");
        session.rows("SELECT pg_create_physical_replication_slot(?, true, true)", row -> "", temporarySlot);
    }

    /** Ends a guard when nothing needs it any more, and not only with the connection: one that is cut is noticed a minute later. */
    public void endGuard(String temporarySlot) {
        endOthersGuard(temporarySlot);
        session.rows(
                "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
                        + " WHERE slot_name = ? AND temporary AND active_pid = pg_backend_pid()",
                row -> "",
                temporarySlot);
    }

    /** Ends one that another connection left, of which the server has not noticed yet that its machine has gone. */
    private void endOthersGuard(String temporarySlot) {
        session.rows(
                "SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots"
                        + " WHERE slot_name = ? AND temporary AND active_pid <> pg_backend_pid()",
                row -> "",
                temporarySlot);
    }

    /** Whether the slot is there and has lost none of the WAL that it is to keep. */
    public boolean keepsWal(String slotName) {
        return slots().stream().anyMatch(slot -> slot.name().equals(slotName) && slot.reserves());
    }

    /**
     * Drops a slot that nobody reads from; one that is in use is left alone.
     *
     * @return whether it is gone, or never was there
     */
    public boolean dropIdleSlot(String name) {
        var slot = slots().stream().filter(found -> found.name().equals(name)).findAny();
        if (slot.filter(Slot::active).isPresent()) {
            return false;
        }
        slot.ifPresent(idle -> dropSlot(name));
        return true;
    }

    private void dropSlot(String name) {
        session.rows("SELECT pg_drop_replication_slot(?)", row -> "", name);
    }

    /** Writes a checkpoint, so that recovery of an image taken now is short. */
    public void checkpoint() {
        session.patiently(CHECKPOINT, () -> session.execute("CHECKPOINT"));
    }

    /** Starts a backup that ends with this connection; {@link #stopBackup} must follow on the same one. */
    public void startBackup(String label) {
        session.patiently(CHECKPOINT, () -> session.rows("SELECT pg_backup_start(?, true)", row -> "", label));
    }

    public Backup stopBackup() {
        return session.row(
                "SELECT labelfile, spcmapfile, lsn::text FROM pg_backup_stop(false)",
                row -> new Backup(
                        row.getString(1),
                        Optional.ofNullable(row.getString(2)).filter(map -> !map.isEmpty()),
                        Lsn.parse(row.getString(3))));
    }

    @Override
    public void close() {
        session.close();
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }
}
