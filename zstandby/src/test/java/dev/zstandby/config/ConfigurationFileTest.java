package dev.zstandby.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
    private static final NodeName ALPHA = new NodeName("alpha");

    @TempDir
    Path directory;

    @Test
    void readsEveryKey() throws IOException {
        assertThat(ConfigurationFile.read(written(Samples.FULL)))
                .isEqualTo(new Configuration(
                        new NodeName("beta"),
                        new Instance(
                                Path.of("/var/lib/postgresql/17/main"),
                                Path.of("/usr/lib/postgresql/17/bin"),
                                Optional.of(Path.of("/etc/postgresql/17/main/postgresql.conf")),
                                Optional.of(Path.of("/var/log/postgresql/postgresql-17-main.log")),
                                "postgresql@17-main",
                                "127.0.0.1",
                                5432,
                                "postgres"),
                        new Replication(
                                "zstandby",
                                Path.of("/etc/zstandby/passfile"),
                                Path.of("/etc/zstandby/server-passfile"),
                                "postgres"),
                        new Group(
                                new DatasetName("tank/pg/data"),
                                Optional.of(new DatasetName("tank/pg/wal")),
                                Map.of("archive", new DatasetName("tank/pg/archive"))),
                        Map.of(
                                ALPHA,
                                new Peer(
                                        ALPHA,
                                        "10.77.0.11",
                                        5432,
                                        "zstandby@10.77.0.11",
                                        Optional.of(Path.of("/etc/zstandby/id_ed25519")))),
                        BackupMode.AUTO,
                        RunBy.ROOT,
                        new Retention(
                                new KeepPolicy(5, 24, 14, 8),
                                new RetiredPolicy(Duration.ofHours(36), 70, Duration.ofMinutes(90)))));
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        Configuration minimal = Samples.valid(Samples.MINIMAL);

        assertThat(minimal.postgres())
                .isEqualTo(new Instance(
                        Path.of("/var/lib/postgresql/17/main"),
                        Path.of("/usr/lib/postgresql/17/bin"),
                        Optional.empty(),
                        Optional.empty(),
                        "postgresql@17-main",
                        "127.0.0.1",
                        5432,
                        "postgres"));
        assertThat(minimal.replication())
                .isEqualTo(new Replication(
                        "zstandby",
                        Path.of("/etc/zstandby/passfile"),
                        Path.of("/etc/zstandby/server-passfile"),
                        "postgres"));
        assertThat(minimal.datasets())
                .isEqualTo(new Group(new DatasetName("tank/pg/data"), Optional.empty(), Map.of()));
        assertThat(minimal.peers())
                .containsExactly(
                        Map.entry(ALPHA, new Peer(ALPHA, "10.77.0.11", 5432, "zstandby@10.77.0.11", Optional.empty())));
        assertThat(minimal.backupMode()).isEqualTo(BackupMode.AUTO);
        assertThat(minimal.retention()).isEqualTo(Retention.DEFAULT);
    }

    @Test
    void theMistakesAreTheFailuresEvidence() throws IOException {
        Path file = written(Samples.fullWith("backup-mode: auto", "backup-mode: allways"));

        Failure failure = failureOf(file);

        assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(failure.sentence()).isEqualTo(file + " has a mistake.");
        assertThat(failure.evidence())
                .containsExactly(
                        file + ":26:14: \"backup-mode\" must be \"auto\" or \"always\", but is \"allways\".",
                        "  26 | backup-mode: allways",
                        "     |              ^",
                        "  Did you mean \"always\"?");
    }

    @Test
    void countsTheMistakes() throws IOException {
        assertThat(failureOf(written(Samples.TEN_MISTAKES)).sentence()).endsWith(" has 10 mistakes.");
    }

    @Test
    void aFileThatIsNotThereIsToBeWrittenByInit() {
        Failure failure = failureOf(directory.resolve("absent.yaml"));

        assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(failure.sentence())
                .isEqualTo("there is no configuration file " + directory.resolve("absent.yaml") + ".");
        assertThat(failure.remedy()).endsWith("run: zstandby init");
    }

    @Test
    void aFileThatCannotBeReadIsNoMistakeOfTheConfiguration() {
        Failure failure = failureOf(directory);

        assertThat(failure.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(failure.evidence()).singleElement().asString().contains("directory");
    }

    @Test
    void aFileThatIsTooLargeIsNotReadAtAll() throws IOException {
        Failure failure = failureOf(written("#".repeat(ConfigurationFile.LARGEST + 1)));

        assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(failure.sentence()).endsWith("is larger than 256 KiB and can hardly be a configuration.");
    }

    @Test
    void aByteThatIsNotUtf8IsShownAtItsPlace() throws IOException {
        Path file = directory.resolve("latin1.yaml");
        Files.write(file, "# all is well\nnode: b\u00fcro\n".getBytes(ISO_8859_1));

        assertThat(failureOf(file).evidence())
                .containsExactly(
                        file + ":2:8: the byte 0xFC is not UTF-8.",
                        "  2 | node: b\uFFFDro",
                        "    |        ^",
                        "  Save the file in the encoding UTF-8.");
    }

    private Path written(String text) throws IOException {
        return Files.writeString(directory.resolve("zstandby.yaml"), text);
    }

    private static Failure failureOf(Path file) {
        return catchThrowableOfType(Failure.class, () -> ConfigurationFile.read(file));
    }
}
