package dev.zstandby.config;

import static java.util.stream.Collectors.toMap;

import dev.zstandby.NodeName;
import dev.zstandby.config.Checked.Values;
import dev.zstandby.config.Configuration.Group;
import dev.zstandby.config.Configuration.Instance;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.config.Configuration.Replication;
import dev.zstandby.retention.KeepPolicy;
import dev.zstandby.retention.Retention;
import dev.zstandby.retention.RetiredPolicy;
import dev.zstandby.zfs.DatasetName;
import java.util.Map;

/** Makes the configuration from the values of a file without mistakes. */
final class Binder {
    private Binder() {}

    static Configuration configuration(Values file) {
        return new Configuration(
                file.of(Keys.NODE),
                instance(file.in(Keys.POSTGRES)),
                replication(file.in(Keys.REPLICATION)),
                group(file.in(Keys.DATASETS)),
                peers(file.in(Keys.PEERS)),
                file.of(Keys.BACKUP_MODE),
                file.of(Keys.RUN_BY),
                new Retention(keep(file.in(Keys.KEEP)), retired(file.in(Keys.RETIRED))));
    }

    private static Instance instance(Values postgres) {
        return new Instance(
                postgres.of(Keys.DATA_DIRECTORY),
                postgres.of(Keys.BIN_DIRECTORY),
                postgres.optional(Keys.CONFIG_FILE),
                postgres.optional(Keys.LOG_FILE),
                postgres.of(Keys.SERVICE),
                postgres.of(Keys.INSTANCE_HOST),
                postgres.of(Keys.INSTANCE_PORT),
                postgres.of(Keys.OWNER));
    }

    private static Replication replication(Values replication) {
        return new Replication(
                replication.of(Keys.USER),
                replication.of(Keys.PASSFILE),
                replication.of(Keys.SERVER_PASSFILE),
                replication.of(Keys.DATABASE));
    }

    private static Group group(Values datasets) {
        Map<String, DatasetName> tablespaces = datasets.in(Keys.TABLESPACES).texts().entrySet().stream()
                .collect(toMap(Map.Entry::getKey, entry -> new DatasetName(entry.getValue())));
        return new Group(datasets.of(Keys.DATA), datasets.optional(Keys.WAL), tablespaces);
    }

    private static KeepPolicy keep(Values keep) {
        return new KeepPolicy(
                keep.of(Keys.KEEP_LAST),
                keep.of(Keys.KEEP_HOURLY),
                keep.of(Keys.KEEP_DAILY),
                keep.of(Keys.KEEP_WEEKLY));
    }

    private static RetiredPolicy retired(Values retired) {
        return new RetiredPolicy(
                retired.of(Keys.RETIRED_KEEP_FOR),
                retired.of(Keys.RETIRED_POOL_FULL),
                retired.of(Keys.RETIRED_SUCCESSOR_FOR));
    }

    private static Map<NodeName, Peer> peers(Values peers) {
        return peers.sections().entrySet().stream()
                .map(entry -> peer(new NodeName(entry.getKey()), entry.getValue()))
                .collect(toMap(Peer::name, peer -> peer));
    }

    private static Peer peer(NodeName name, Values peer) {
        return new Peer(
                name,
                peer.of(Keys.PEER_HOST),
                peer.of(Keys.PEER_PORT),
                peer.of(Keys.SSH),
                peer.optional(Keys.SSH_IDENTITY));
    }
}
