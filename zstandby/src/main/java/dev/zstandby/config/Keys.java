package dev.zstandby.config;

import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration.BackupMode;
import dev.zstandby.config.Configuration.RunBy;
import dev.zstandby.config.Key.Named;
import dev.zstandby.config.Key.Section;
import dev.zstandby.config.Key.Value;
import dev.zstandby.host.Platform;
import dev.zstandby.retention.Retention;
import dev.zstandby.zfs.DatasetName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Every key of the configuration file, in the file's order. Reading it, "did you mean", the template and the manual's
 * reference all go by this table.
 */
final class Keys {
    static final Value<NodeName> NODE =
            Value.required("node", Forms.NODE_NAME, "this node's name, as its peers know it");

    static final Value<Path> DATA_DIRECTORY =
            Value.required("data-directory", Forms.PATH, "the data directory, as SHOW data_directory says it");
    static final Value<Path> BIN_DIRECTORY = Value.required(
            "bin-directory",
            Forms.PATH,
            "the directory of postgres, psql and pg_controldata, as pg_config --bindir says it");
    static final Value<Path> CONFIG_FILE =
            Value.optional("config-file", Forms.PATH, "where postgresql.conf is, if not in the data directory");
    static final Value<Path> LOG_FILE = Value.optional(
            "log-file", Forms.PATH, "the server's log, shown when it does not start; left out: the service's journal");
    static final Value<String> SERVICE =
            Value.required("service", Forms.SERVICE, "the systemd unit that runs the server, without .service");
    static final Value<String> INSTANCE_HOST =
            Value.withDefault("host", "127.0.0.1", Forms.HOST_NAME, "the address at which this node's server is asked");
    static final Value<Integer> INSTANCE_PORT = Value.withDefault("port", "5432", Forms.PORT, "the server's port");
    static final Value<String> OWNER =
            Value.withDefault("owner", "postgres", Forms.ACCOUNT_NAME, "the operating-system user who runs the server");
    static final Section POSTGRES = new Section(
            "postgres",
            true,
            "this node's PostgreSQL",
            List.of(
                    DATA_DIRECTORY,
                    BIN_DIRECTORY,
                    CONFIG_FILE,
                    LOG_FILE,
                    SERVICE,
                    INSTANCE_HOST,
                    INSTANCE_PORT,
                    OWNER));

    static final Value<String> USER = Value.withDefault(
            "user", "zstandby", Forms.IDENTIFIER, "the role that zstandby and the standbys log in as");
    static final Value<Path> PASSFILE = Value.withDefault(
            "passfile",
            Platform.here().configurationDirectory() + "/passfile",
            Forms.PATH,
            "the file with the role's password for zstandby and its gate, in the form of libpq's .pgpass, mode 0600");
    static final Value<Path> SERVER_PASSFILE = Value.withDefault(
            "server-passfile",
            Platform.here().configurationDirectory() + "/server-passfile",
            Forms.PATH,
            "the same for the server when it streams: owned by the server's owner, mode 0600");
    static final Value<String> DATABASE =
            Value.withDefault("database", "postgres", Forms.IDENTIFIER, "the database for zstandby's own questions");
    static final Section REPLICATION = new Section(
            "replication",
            false,
            "how the nodes log in to each other's server, the same on all of them",
            List.of(USER, PASSFILE, SERVER_PASSFILE, DATABASE));

    static final Value<DatasetName> DATA = Value.required("data", Forms.DATASET, "the dataset of the data directory");
    static final Value<DatasetName> WAL =
            Value.optional("wal", Forms.DATASET, "the dataset of pg_wal, if it is one of its own");
    static final Named TABLESPACES = new Named(
            "tablespaces",
            false,
            "the tablespaces and their datasets",
            Forms.IDENTIFIER,
            Value.optional("<tablespace>", Forms.DATASET, "the dataset of the tablespace of this name"));
    static final Section DATASETS =
            new Section("datasets", true, "the datasets that hold the cluster", List.of(DATA, WAL, TABLESPACES));

    static final Value<String> PEER_HOST =
            Value.required("host", Forms.HOST_NAME, "where the peer's PostgreSQL is reached from here");
    static final Value<Integer> PEER_PORT =
            Value.withDefault("port", "5432", Forms.PORT, "the port of the peer's PostgreSQL");
    static final Value<String> SSH =
            Value.required("ssh", Forms.SSH_DESTINATION, "the peer for ssh: user@host, or a Host of ssh_config");
    static final Value<Path> SSH_IDENTITY =
            Value.optional("ssh-identity", Forms.PATH, "the private key for ssh; left out: as ssh finds it");
    static final Section PEER =
            new Section("<peer>", true, "the peer of this name", List.of(PEER_HOST, PEER_PORT, SSH, SSH_IDENTITY));
    static final Named PEERS = new Named("peers", true, "the other nodes, one at least", Forms.NODE_NAME, PEER);

    static final Value<BackupMode> BACKUP_MODE = Value.withDefault(
            "backup-mode",
            "auto",
            Forms.BACKUP_MODE,
            "when a snapshot is taken within pg_backup_start and pg_backup_stop: auto if the datasets span pools, or always");

    static final Value<RunBy> RUN_BY = Value.withDefault(
            "run-by",
            "root",
            Forms.RUN_BY,
            "who may run the commands that change this node: root alone, or zstandby too, by what setup lets that user do");

    static final Value<Integer> KEEP_LAST = Value.withDefault(
            "last",
            Integer.toString(Retention.DEFAULT.keep().last()),
            Forms.SOME,
            "how many of the newest snapshots are kept");
    static final Value<Integer> KEEP_HOURLY = Value.withDefault(
            "hourly",
            Integer.toString(Retention.DEFAULT.keep().hourly()),
            Forms.COUNT,
            "of how many hours that have any the newest one is kept");
    static final Value<Integer> KEEP_DAILY = Value.withDefault(
            "daily", Integer.toString(Retention.DEFAULT.keep().daily()), Forms.COUNT, "the same of days, in UTC");
    static final Value<Integer> KEEP_WEEKLY = Value.withDefault(
            "weekly",
            Integer.toString(Retention.DEFAULT.keep().weekly()),
            Forms.COUNT,
            "the same of weeks, from Monday on");
    static final Section KEEP = new Section(
            "keep",
            false,
            "which of zstandby's own snapshots prune leaves, beside those that are held or needed",
            List.of(KEEP_LAST, KEEP_HOURLY, KEEP_DAILY, KEEP_WEEKLY));

    static final Value<Duration> RETIRED_KEEP_FOR = Value.withDefault(
            "keep-for",
            Forms.word(Retention.DEFAULT.retired().keepFor()),
            Forms.DURATION,
            "how long retired trees are kept");
    static final Value<Integer> RETIRED_POOL_FULL = Value.withDefault(
            "pool-full",
            Integer.toString(Retention.DEFAULT.retired().poolFull()),
            Forms.PERCENT,
            "the percentage of a pool in use from which on they go before their time, the oldest first");
    static final Value<Duration> RETIRED_SUCCESSOR_FOR = Value.withDefault(
            "successor-for",
            Forms.word(Retention.DEFAULT.retired().successorFor()),
            Forms.DURATION,
            "how long the live tree must have streamed before the last retired one may go");
    static final Section RETIRED = new Section(
            "retired",
            false,
            "how long prune leaves former live trees",
            List.of(RETIRED_KEEP_FOR, RETIRED_POOL_FULL, RETIRED_SUCCESSOR_FOR));

    static final Section FILE = new Section(
            "",
            true,
            "the configuration of one node",
            List.of(NODE, POSTGRES, REPLICATION, DATASETS, PEERS, BACKUP_MODE, RUN_BY, KEEP, RETIRED));

    private Keys() {}
}
