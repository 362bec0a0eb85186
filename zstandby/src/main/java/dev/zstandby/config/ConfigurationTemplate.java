package dev.zstandby.config;

import dev.zstandby.config.Configuration.Group;
import dev.zstandby.config.Configuration.Instance;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.config.Configuration.Replication;
import dev.zstandby.retention.KeepPolicy;
import dev.zstandby.retention.RetiredPolicy;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/** Writes a configuration as a file that explains itself and that {@link ConfigurationFile} reads as the same configuration. */
public final class ConfigurationTemplate {
    private ConfigurationTemplate() {}

    /**
     * The text of the file.
     *
     * @param remarks what to say about a value, such as how it was found, by its dotted key ({@code postgres.data-directory},
     *     {@code peers.alpha.host})
     */
    public static String render(Configuration configuration, Map<String, String> remarks) {
        var page = new TemplatePage(remarks);
        page.comment("The configuration of this node for zstandby. Edit it to fit; every command checks it first.");
        page.blankLine();
        page.value(Keys.NODE, configuration.node().value());
        page.section(Keys.POSTGRES, () -> postgres(page, configuration.postgres()));
        page.section(Keys.REPLICATION, () -> replication(page, configuration.replication()));
        page.section(Keys.DATASETS, () -> datasets(page, configuration.datasets()));
        page.section(
                Keys.PEERS,
                () -> configuration.peers().values().stream()
                        .sorted(Comparator.comparing(peer -> peer.name().value()))
                        .forEach(peer -> page.entry(peer.name().value(), () -> peer(page, peer))));
        page.blankLine();
        page.value(Keys.BACKUP_MODE, Forms.word(configuration.backupMode()));
        page.value(Keys.RUN_BY, Forms.word(configuration.runBy()));
        page.section(Keys.KEEP, () -> keep(page, configuration.retention().keep()));
        page.section(Keys.RETIRED, () -> retired(page, configuration.retention().retired()));
        return page.text();
    }

    private static void postgres(TemplatePage page, Instance postgres) {
        page.value(Keys.DATA_DIRECTORY, postgres.dataDirectory().toString());
        page.value(Keys.BIN_DIRECTORY, postgres.binDirectory().toString());
        postgres.configFile()
                .map(Path::toString)
                .ifPresentOrElse(file -> page.value(Keys.CONFIG_FILE, file), () -> page.absent(Keys.CONFIG_FILE));
        postgres.logFile()
                .map(Path::toString)
                .ifPresentOrElse(file -> page.value(Keys.LOG_FILE, file), () -> page.absent(Keys.LOG_FILE));
        page.value(Keys.SERVICE, postgres.service());
        page.value(Keys.INSTANCE_HOST, postgres.host());
        page.value(Keys.INSTANCE_PORT, Integer.toString(postgres.port()));
        page.value(Keys.OWNER, postgres.owner());
    }

    private static void replication(TemplatePage page, Replication replication) {
        page.value(Keys.USER, replication.user());
        page.value(Keys.PASSFILE, replication.passfile().toString());
        page.value(Keys.SERVER_PASSFILE, replication.serverPassfile().toString());
        page.value(Keys.DATABASE, replication.database());
    }

    private static void datasets(TemplatePage page, Group datasets) {
        page.value(Keys.DATA, datasets.data().value());
        datasets.wal().ifPresentOrElse(wal -> page.value(Keys.WAL, wal.value()), () -> page.absent(Keys.WAL));
        if (!datasets.tablespaces().isEmpty()) {
            page.section(
                    Keys.TABLESPACES,
                    () -> datasets.tablespaces().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .forEach(it -> page.entry(it.getKey(), it.getValue().value())));
        }
    }

    private static void keep(TemplatePage page, KeepPolicy keep) {
        page.value(Keys.KEEP_LAST, Integer.toString(keep.last()));
        page.value(Keys.KEEP_HOURLY, Integer.toString(keep.hourly()));
        page.value(Keys.KEEP_DAILY, Integer.toString(keep.daily()));
        page.value(Keys.KEEP_WEEKLY, Integer.toString(keep.weekly()));
    }

    private static void retired(TemplatePage page, RetiredPolicy retired) {
        page.value(Keys.RETIRED_KEEP_FOR, Forms.word(retired.keepFor()));
        page.value(Keys.RETIRED_POOL_FULL, Integer.toString(retired.poolFull()));
        page.value(Keys.RETIRED_SUCCESSOR_FOR, Forms.word(retired.successorFor()));
    }

    private static void peer(TemplatePage page, Peer peer) {
        page.value(Keys.PEER_HOST, peer.host());
        page.value(Keys.PEER_PORT, Integer.toString(peer.port()));
        page.value(Keys.SSH, peer.ssh());
        peer.sshIdentity()
                .map(Path::toString)
                .ifPresentOrElse(file -> page.value(Keys.SSH_IDENTITY, file), () -> page.absent(Keys.SSH_IDENTITY));
    }
}
