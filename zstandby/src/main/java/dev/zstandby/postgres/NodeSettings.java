package dev.zstandby.postgres;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings that belong to a node and not to the cluster (PostgreSQL 13 to 18). Anything else is the cluster's: a
 * standby is meant to take over, so it should run as the primary does.
 *
 * <p>The cluster's on purpose, although a node could differ: {@code archive_command} and {@code archive_library}, since a
 * standby that is promoted without them piles up WAL without any error, while a command that fails says so;
 * {@code ssl}, since a promoted node that silently stopped to offer TLS is worse than one that does not start.
 */
final class NodeSettings {
    /** Where the node is reached and how it calls itself. */
    private static final Set<String> ADDRESS = Set.of(
            "listen_addresses",
            "port",
            "unix_socket_directories",
            "unix_socket_group",
            "unix_socket_permissions",
            "bonjour",
            "bonjour_name",
            "cluster_name",
            "event_source");

    /** Paths on the node's own disks. */
    private static final Set<String> FILES = Set.of(
            "data_directory",
            "config_file",
            "hba_file",
            "ident_file",
            "external_pid_file",
            "stats_temp_directory",
            "krb_server_keyfile",
            "ssl_ca_file",
            "ssl_cert_file",
            "ssl_crl_dir",
            "ssl_crl_file",
            "ssl_dh_params_file",
            "ssl_key_file",
            "ssl_passphrase_command",
            "ssl_passphrase_command_supports_reload");

    /** Where the log goes: decided by how the node's service captures it. */
    private static final Set<String> LOG = Set.of(
            "log_destination",
            "log_directory",
            "log_file_mode",
            "log_filename",
            "logging_collector",
            "syslog_facility",
            "syslog_ident");

    /** What the machine has or its kernel offers; a value that is too large or unknown there keeps PostgreSQL from starting. */
    private static final Set<String> MACHINE = Set.of(
            "shared_buffers",
            "min_dynamic_shared_memory",
            "huge_pages",
            "huge_page_size",
            "shared_memory_type",
            "dynamic_shared_memory_type",
            "effective_io_concurrency",
            "maintenance_io_concurrency",
            "io_method",
            "wal_sync_method");

    /** How the node behaves as a standby, and the names of its peers as it sees them. */
    private static final Set<String> STANDBY = Set.of(
            "hot_standby",
            "hot_standby_feedback",
            "max_standby_archive_delay",
            "max_standby_streaming_delay",
            "wal_receiver_create_temp_slot",
            "wal_receiver_status_interval",
            "wal_receiver_timeout",
            "wal_retrieve_retry_interval",
            "recovery_min_apply_delay",
            "restore_command",
            "archive_cleanup_command",
            "recovery_end_command",
            "promote_trigger_file",
            "sync_replication_slots",
            "synchronized_standby_slots",
            "synchronous_standby_names");

    /** Written anew each time, so taken from neither file. */
    private static final Set<String> CONNECTION = Set.of("primary_conninfo", "primary_slot_name");

    /** Ends standby mode or stops replay at a point of the past; never wanted on a standby. */
    private static final String TARGET = "recovery_target";

    private static final Set<String> TAKEN = Stream.of(ADDRESS, FILES, LOG, MACHINE, STANDBY)
            .flatMap(Set::stream)
            .collect(Collectors.toCollection(TreeSet::new));

    private NodeSettings() {}

    /** Whether the image's value of the setting is to be dropped. */
    static boolean contains(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return TAKEN.contains(lower) || CONNECTION.contains(lower) || lower.startsWith(TARGET);
    }

    /** Whether the standby's own value is to be kept. */
    static boolean taken(String name) {
        return TAKEN.contains(name.toLowerCase(Locale.ROOT));
    }
}
