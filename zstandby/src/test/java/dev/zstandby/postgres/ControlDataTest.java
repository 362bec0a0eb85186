package dev.zstandby.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zstandby.Failure;
import dev.zstandby.host.Commands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fixtures are what {@code pg_controldata} of PostgreSQL 15.18 (Debian 12) printed about real clusters. */
final class ControlDataTest {
    @Test
    void readsAStandbyThatStreams() {
        assertThat(parsed("standby"))
                .isEqualTo(new ControlData(
                        SystemIdentifier.parse("7711170135012006101"),
                        ClusterState.IN_ARCHIVE_RECOVERY,
                        Lsn.parse("0/150014F0"),
                        Lsn.parse("0/150014B8"),
                        new Timeline(1),
                        new RequiredSettings(77, 8, 10, 0, 64),
                        16777216));
    }

    @Test
    void tellsThoseWhoWereStoppedAsAPrimaryFromThoseWhoWereStoppedAsAStandby() {
        assertThat(parsed("shut-down").state()).isEqualTo(ClusterState.SHUT_DOWN);
        assertThat(parsed("standby-shut-down").state()).isEqualTo(ClusterState.SHUT_DOWN_IN_RECOVERY);
    }

    @Test
    void aPromotedStandbyIsAPrimaryOnTheNextTimeline() {
        var promoted = parsed("promoted");
        assertThat(promoted.state()).isEqualTo(ClusterState.IN_PRODUCTION);
        assertThat(promoted.checkpointTimeline()).isEqualTo(new Timeline(2));
    }

    @Test
    void namesTheRequiredSettingsAsPostgresqlConfDoes() {
        assertThat(parsed("standby").settings().byName())
                .isEqualTo(Map.of(
                        "max_connections", "77",
                        "max_worker_processes", "8",
                        "max_wal_senders", "10",
                        "max_prepared_transactions", "0",
                        "max_locks_per_transaction", "64"));
    }

    @Test
    void linesThatOnlyOtherVersionsPrintDoNotMatter() {
        // 18 adds this line; 19 pads positions to eight digits (pg_controldata.c).
        var lines = fixture("standby").stream()
                .map(line -> line.replace("0/150014F0", "0/0150014F0"))
                .toList();
        var later = new ArrayList<>(lines);
        later.add("Default char data signedness:         signed");
        assertThat(ControlData.parse(later).checkpoint()).isEqualTo(Lsn.parse("0/150014F0"));
    }

    @Test
    void refusesWhatPgControldataItselfDoesNotTrust() {
        assertThatThrownBy(() -> parsed("broken"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("does not trust the control file");
    }

    @Test
    void saysWhichLineIsMissing() {
        var lines = fixture("standby").stream()
                .filter(line -> !line.startsWith("Bytes per WAL segment"))
                .toList();
        assertThatThrownBy(() -> ControlData.parse(lines)).hasMessageContaining("\"Bytes per WAL segment\"");
    }

    @Test
    void runsTheProgramOfTheGivenVersion(@TempDir Path bin) throws IOException {
        var output = Files.write(bin.resolve("output"), fixture("standby"));
        program(bin, "cat " + output);
        assertThat(ControlData.read(new Commands(line -> {}), bin, Path.of("/data")))
                .isEqualTo(parsed("standby"));
    }

    @Test
    void showsWhatTheProgramSaidWhenItFails(@TempDir Path bin) throws IOException {
        program(bin, "echo 'could not open file \"/data/global/pg_control\"' >&2; exit 1");
        assertThatThrownBy(() -> ControlData.read(new Commands(line -> {}), bin, Path.of("/data")))
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.evidence())
                                .contains("could not open file \"/data/global/pg_control\""));
    }

    private static void program(Path bin, String script) throws IOException {
        Files.writeString(bin.resolve("pg_controldata"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(bin.resolve("pg_controldata"), PosixFilePermissions.fromString("rwx------"));
    }

    private static ControlData parsed(String name) {
        return ControlData.parse(fixture(name));
    }

    private static List<String> fixture(String name) {
        var resource = "pg_controldata-15.18-" + name + ".txt";
        try (var stream = Objects.requireNonNull(ControlDataTest.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
