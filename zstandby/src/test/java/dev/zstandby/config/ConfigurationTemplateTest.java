package dev.zstandby.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration.BackupMode;
import dev.zstandby.config.Configuration.Group;
import dev.zstandby.config.Configuration.Instance;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.config.Configuration.Replication;
import dev.zstandby.config.Configuration.RunBy;
import dev.zstandby.retention.KeepPolicy;
import dev.zstandby.retention.Retention;
import dev.zstandby.retention.RetiredPolicy;
import dev.zstandby.zfs.DatasetName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfigurationTemplateTest {
    /** What YAML gives a meaning to, and what it does not. */
    private static final List<String> PIECES = List.of(
            " ", ": ", " #", "'", "\"", "\\", "{", "}", "[", "]", ",", "&", "*", "!", "|", ">", "%", "@", "`", "-", "?",
            "~", "\t", "\n", "\r", "\u0001", "\u007f", "a", "B", "0", "_", ".", "no", "---", "...", "$HOME", "/");

    private static final List<String> LETTERS =
            List.of("\u00e4", "\u4e2d", "\uD83D\uDE00", "\u00a0", "\u2028", "\uFEFF");

    @Test
    void whatIsRenderedIsReadAgain() {
        for (String text : List.of(Samples.FULL, Samples.MINIMAL)) {
            Configuration configuration = Samples.valid(text);
            assertThat(Samples.valid(ConfigurationTemplate.render(configuration, Map.of())))
                    .isEqualTo(configuration);
        }
    }

    @Test
    void namesAndPathsOfAnyCharactersAreReadAgain() {
        var random = new Random(17);
        for (int round = 0; round < 500; round++) {
            Configuration configuration = configuration(random);
            assertThat(Samples.valid(ConfigurationTemplate.render(configuration, Map.of())))
                    .isEqualTo(configuration);
        }
    }

    @Test
    void aRemarkStandsAboveItsValueAndStaysARemark() {
        Configuration configuration = Samples.valid(Samples.FULL);

        String text = ConfigurationTemplate.render(
                configuration,
                Map.of(
                        "postgres.data-directory", "found: SHOW data_directory",
                        "peers.alpha.host", "asked for\nnode: evil",
                        "datasets.tablespaces.archive", "found: pg_tblspc/16390"));

        assertThat(text)
                .contains(
                        "  # found: SHOW data_directory\n  data-directory: /var/lib/postgresql/17/main\n",
                        "    # asked for node: evil\n    host: 10.77.0.11\n",
                        "    # found: pg_tblspc/16390\n    archive: tank/pg/archive\n");
        assertThat(Samples.valid(text)).isEqualTo(configuration);
    }

    @Test
    void everyKeyOfTheReferenceStandsInTheTemplate() {
        String text = ConfigurationTemplate.render(Samples.valid(Samples.MINIMAL), Map.of());

        assertThat(ConfigurationReference.entries())
                .extracting(ConfigurationReference.Entry::key)
                .filteredOn(key -> !key.endsWith(">"))
                .map(key -> key.substring(key.lastIndexOf('.') + 1) + ":")
                .allSatisfy(key -> assertThat(text).contains(key));
    }

    @Test
    void anAbsentKeyOnlyWaitsToBeUncommented() {
        String text = ConfigurationTemplate.render(Samples.valid(Samples.MINIMAL), Map.of());

        assertThat(text).contains("\n  #wal:\n");
        assertThat(Samples.valid(text.replace("#wal:", "wal: tank/pg/wal"))
                        .datasets()
                        .wal())
                .contains(new DatasetName("tank/pg/wal"));
    }

    private static Configuration configuration(Random random) {
        var tablespaces = new HashMap<String, DatasetName>();
        var peers = new HashMap<NodeName, Peer>();
        for (int i = 0; i < random.nextInt(3); i++) {
            tablespaces.put(i + identifier(random), dataset(random, "space" + i));
        }
        for (int i = 0; i <= random.nextInt(3); i++) {
            var name = new NodeName("peer-" + i);
            peers.put(
                    name,
                    new Peer(name, "fe80::" + i + "%eth0", 1 + random.nextInt(65_535), "a@b:c#" + i, path(random)));
        }
        return new Configuration(
                new NodeName(random.nextBoolean() ? "no" : "y"),
                new Instance(
                        path(random).orElse(Path.of("/x")),
                        path(random).orElse(Path.of("/")),
                        path(random),
                        path(random),
                        "postgresql@17:a\\x2db",
                        "::1",
                        1 + random.nextInt(65_535),
                        "DOMAIN\\user"),
                new Replication(
                        identifier(random),
                        path(random).orElse(Path.of("/y")),
                        path(random).orElse(Path.of("/z")),
                        identifier(random)),
                new Group(dataset(random, "data"), Optional.of(dataset(random, "wal")), tablespaces),
                peers,
                random.nextBoolean() ? BackupMode.AUTO : BackupMode.ALWAYS,
                random.nextBoolean() ? RunBy.ROOT : RunBy.ZSTANDBY,
                new Retention(
                        new KeepPolicy(
                                1 + random.nextInt(9), random.nextInt(50), random.nextInt(50), random.nextInt(50)),
                        new RetiredPolicy(
                                Duration.ofMinutes(random.nextInt(5000)),
                                1 + random.nextInt(100),
                                Duration.ofHours(random.nextInt(200)))));
    }

    /** ASCII only, since what else a path may hold depends on the locale of the tests. */
    private static Optional<Path> path(Random random) {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(Path.of("/" + text(random, PIECES, 8)));
    }

    private static String identifier(Random random) {
        String text = text(random, PIECES, 6) + text(random, LETTERS, 3);
        return "x" + text.replaceAll("\\p{Cntrl}", "");
    }

    private static DatasetName dataset(Random random, String last) {
        return new DatasetName("tank/a" + text(random, List.of(" ", ": ", ":", "-", ".", "_", "no"), 6) + "/" + last);
    }

    private static String text(Random random, List<String> pieces, int longest) {
        var text = new StringBuilder();
        for (int i = random.nextInt(longest + 1); i > 0; i--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return text.toString();
    }
}
