package dev.zstandby.operations;

import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration;
import dev.zstandby.config.Configuration.BackupMode;
import dev.zstandby.config.Configuration.Group;
import dev.zstandby.config.Configuration.Instance;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.config.Configuration.Replication;
import dev.zstandby.config.Configuration.RunBy;
import dev.zstandby.retention.Retention;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** How beta, where the command runs, is configured. */
final class ConfigurationFixture {
    static final Peer ALPHA =
            new Peer(new NodeName("alpha"), "10.77.0.11", 5432, "zstandby@10.77.0.11", Optional.empty());

    private ConfigurationFixture() {}

    static Configuration beta(Group group, BackupMode backupMode) {
        return new Configuration(
                new NodeName("beta"),
                new Instance(
                        Path.of("/var/lib/postgresql/17/main"),
                        Path.of("/usr/lib/postgresql/17/bin"),
                        Optional.empty(),
                        Optional.empty(),
                        Sightings.SERVICE,
                        "127.0.0.1",
                        5432,
                        "postgres"),
                new Replication(
                        "zstandby",
                        Path.of("/etc/zstandby/passfile"),
                        Path.of("/etc/zstandby/server-passfile"),
                        "postgres"),
                group,
                Map.of(ALPHA.name(), ALPHA),
                backupMode,
                RunBy.ROOT,
                Retention.DEFAULT);
    }
}
