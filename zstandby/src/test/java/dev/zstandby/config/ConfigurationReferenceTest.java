package dev.zstandby.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.config.ConfigurationReference.Entry;
import dev.zstandby.config.Key.Value;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {
    @Test
    void listsEveryKeyInTheOrderOfTheFile() {
        assertThat(ConfigurationReference.entries())
                .extracting(Entry::key)
                .containsExactly(
                        "node",
                        "postgres.data-directory",
                        "postgres.bin-directory",
                        "postgres.config-file",
                        "postgres.log-file",
                        "postgres.service",
                        "postgres.host",
                        "postgres.port",
                        "postgres.owner",
                        "replication.user",
                        "replication.passfile",
                        "replication.server-passfile",
                        "replication.database",
                        "datasets.data",
                        "datasets.wal",
                        "datasets.tablespaces.<tablespace>",
                        "peers.<peer>.host",
                        "peers.<peer>.port",
                        "peers.<peer>.ssh",
                        "peers.<peer>.ssh-identity",
                        "backup-mode",
                        "run-by",
                        "keep.last",
                        "keep.hourly",
                        "keep.daily",
                        "keep.weekly",
                        "retired.keep-for",
                        "retired.pool-full",
                        "retired.successor-for");
    }

    @Test
    void saysWhatAValueMustBeAndWhatItIsWhenLeftOut() {
        assertThat(ConfigurationReference.entries())
                .contains(new Entry(
                        "postgres.port", false, "a port from 1 to 65535", Optional.of("5432"), "the server's port"));
        assertThat(ConfigurationReference.text())
                .contains("postgres.port (a port from 1 to 65535; default 5432)\n    the server's port\n");
    }

    @Test
    void everyDefaultHasTheFormOfItsKey() {
        assertThat(Stream.of(Keys.FILE, Keys.POSTGRES, Keys.REPLICATION, Keys.PEER, Keys.KEEP, Keys.RETIRED)
                        .flatMap(section -> section.keys().stream()))
                .allSatisfy(key -> {
                    if (key instanceof Value<?> value && value.byDefault().isPresent()) {
                        assertThat(value.byDefault().flatMap(value.form()::read))
                                .isPresent();
                    }
                });
    }
}
