package dev.zstandby.config;

import dev.zstandby.NodeName;
import dev.zstandby.retention.Retention;
import dev.zstandby.zfs.DatasetName;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The configuration of one node, read from its file by {@link ConfigurationFile}; every value has been checked for its form.
 *
 * @param peers the other nodes by name; at least one
 * @param retention what {@code zstandby prune} leaves
 */
public record Configuration(
        NodeName node,
        Instance postgres,
        Replication replication,
        Group datasets,
        Map<NodeName, Peer> peers,
        BackupMode backupMode,
        RunBy runBy,
        Retention retention) {

    private static final String SLOTS = "zstandby_";

    public Configuration {
        peers = Map.copyOf(peers);
    }

    /** The name of this node's replication slot on its primary; slot names have no dashes. */
    public String slot() {
        return slotOf(node);
    }

    /** The name of a node's replication slot on its primary. */
    public static String slotOf(NodeName node) {
        return SLOTS + node.value().replace('-', '_');
    }

    /** Whether a node could have a slot of this name. */
    public static boolean isSlotOfANode(String slot) {
        return slot.startsWith(SLOTS) && !isGuard(slot);
    }

    /** The slot that guards WAL while an image is on its way to this node. */
    public String guardSlot() {
        return slot().replaceFirst("_", "__");
    }

    /** Whether a slot of this name is such a guard: no node's name makes one with two underscores after the first word. */
    public static boolean isGuard(String slot) {
        return slot.startsWith(SLOTS + "_");
    }

    /**
     * This node's PostgreSQL.
     *
     * @param dataDirectory absolute, as {@code SHOW data_directory} says it
     * @param configFile where {@code postgresql.conf} is; absent when it lies in the data directory
     * @param logFile the server's log, of which the last lines are shown when it does not start; absent: the service's journal
     * @param service the systemd unit, without {@code .service}
     * @param host the address at which this node's own server is asked
     * @param owner the operating-system user who runs the server
     */
    public record Instance(
            Path dataDirectory,
            Path binDirectory,
            Optional<Path> configFile,
            Optional<Path> logFile,
            String service,
            String host,
            int port,
            String owner) {}

    /**
     * The role zstandby and the standby's WAL receiver log in as, the same on all nodes.
     *
     * @param passfile in libpq's format, of the user that runs zstandby and the gate; libpq wants it readable by nobody else
     * @param serverPassfile the same for the server when it streams, so it belongs to the server's owner
     * @param database the database for zstandby's own questions
     */
    public record Replication(String user, Path passfile, Path serverPassfile, String database) {}

    /**
     * The datasets that hold the cluster.
     *
     * @param wal the dataset of {@code pg_wal}; absent when it lies in the data directory's dataset
     * @param tablespaces by the tablespace's name
     */
    public record Group(DatasetName data, Optional<DatasetName> wal, Map<String, DatasetName> tablespaces) {
        public Group {
            tablespaces = Map.copyOf(tablespaces);
        }

        /** The pools that the datasets lie in. */
        public Set<String> pools() {
            return members().values().stream().map(DatasetName::pool).collect(Collectors.toSet());
        }

        /** All members in a fixed order: data, wal, then the tablespaces by name. */
        public Map<Member, DatasetName> members() {
            var members = new LinkedHashMap<Member, DatasetName>();
            members.put(Member.DATA, data);
            wal.ifPresent(dataset -> members.put(Member.WAL, dataset));
            new TreeMap<>(tablespaces).forEach((name, dataset) -> members.put(Member.tablespace(name), dataset));
            return Collections.unmodifiableMap(members);
        }
    }

    /**
     * Another node.
     *
     * @param host where its PostgreSQL is reached from here
     * @param ssh the destination for OpenSSH, such as {@code zstandby@alpha} or a {@code Host} of ssh_config(5)
     * @param sshIdentity the private key; absent: as OpenSSH finds it
     */
    public record Peer(NodeName name, String host, int port, String ssh, Optional<Path> sshIdentity) {}

    /** Who may run the commands that change this node. */
    public enum RunBy {
        ROOT,
        /** Root, and the user whom the peers log in as: what it needs beyond its own rights is done for it by sudo. */
        ZSTANDBY
    }

    /** When the snapshot is bracketed by {@code pg_backup_start} and {@code pg_backup_stop}. */
    public enum BackupMode {
        /** Only when the group spans pools, since one pool's snapshot is atomic. */
        AUTO,
        ALWAYS
    }
}
