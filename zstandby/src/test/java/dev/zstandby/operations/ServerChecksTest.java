package dev.zstandby.operations;

import static dev.zstandby.operations.Finding.Grade.ERROR;
import static dev.zstandby.operations.Finding.Grade.OK;
import static dev.zstandby.operations.Finding.Grade.WARNING;
import static dev.zstandby.operations.Findings.found;
import static dev.zstandby.operations.Findings.ids;
import static dev.zstandby.operations.ServerFixture.primary;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Failure;
import dev.zstandby.postgres.Silence;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerChecksTest {
    private static List<Finding> all(Sightings sightings) {
        return ServerChecks.all(sightings.seen());
    }

    private static List<Finding> all(ServerFixture primary) {
        return all(Sightings.single().primary(primary));
    }

    @Test
    void walLevelMinimalFeedsNoStandby() {
        found(
                all(primary().setting("wal_level", "minimal")),
                "wal-level",
                ERROR,
                "ALTER SYSTEM SET wal_level = replica; then restart it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replica", "logical"})
    void theOtherLevelsDo(String level) {
        assertThat(ids(all(primary().setting("wal_level", level)))).doesNotContain("wal-level");
    }

    @Test
    void aWalSenderMustBeFree() {
        found(
                all(primary().setting("max_wal_senders", "2").standbys("gamma", "delta")),
                "wal-senders",
                ERROR,
                "ALTER SYSTEM SET max_wal_senders = 7");
        assertThat(ids(all(primary().setting("max_wal_senders", "3").standbys("gamma", "delta"))))
                .doesNotContain("wal-senders");
    }

    @Test
    void theNodesOwnWalSenderIsNotCounted() {
        assertThat(ids(all(primary().setting("max_wal_senders", "2").standbys("gamma", "beta"))))
                .doesNotContain("wal-senders");
        assertThat(ids(all(primary().setting("max_wal_senders", "1").standbys("gamma", "beta"))))
                .contains("wal-senders");
    }

    @Test
    void twoSlotsMustBeFree() {
        var full = primary()
                .setting("max_replication_slots", "3")
                .slot("a", true, "reserved")
                .slot("b", true, "reserved");
        found(all(full), "slots-free", ERROR, "ALTER SYSTEM SET max_replication_slots = 9");
    }

    @Test
    void theNodesOwnSlotIsNotCountedAsTaken() {
        var enough = primary()
                .setting("max_replication_slots", "3")
                .slot("zstandby_beta", true, "reserved")
                .slot("b", true, "reserved");
        assertThat(ids(all(enough))).containsExactly("slots");
    }

    @Test
    void aSlotThatLostItsWalIsMadeAnew() {
        found(all(primary().slot("zstandby_beta", false, "lost")), "slot-lost", WARNING, "Run zstandby reset.");
    }

    @Test
    void aSlotThatNobodyReadsKeepsWalForEver() {
        var finding = found(
                all(primary().slot("gone", false, "extended")),
                "slot-unused",
                WARNING,
                "SELECT pg_drop_replication_slot('gone');");
        assertThat(finding.sentence()).contains("keeps WAL from 0/5000000 on");
    }

    /** As after an undo. */
    @Test
    void thisNodesOwnSlotIsNamedWhenItsServerHasNoUseForIt() {
        var slot = primary().slot("zstandby_beta", false, "reserved");
        for (var server : List.of(
                ServerFixture.primary(),
                ServerFixture.standby().receiver("streaming", 3, "by_hand"),
                ServerFixture.standby().receiver("streaming", 3, ""))) {
            found(
                    all(Sightings.single().primary(slot).server(server.running())),
                    "slot-unused",
                    WARNING,
                    "SELECT pg_drop_replication_slot('zstandby_beta');");
        }
    }

    @Test
    void slotsThatAreReadOrOursOrLostAreNoConcern() {
        var fine = primary()
                .slot("gamma", true, "reserved")
                .slot("zstandby_beta", false, "reserved")
                .slot("long_gone", false, "lost");
        found(all(fine), "slots", OK, "");
    }

    @Test
    void settingsLowerThanThePrimarysAreNamed() {
        var low = ServerFixture.standby().setting("max_connections", "50").running();
        var finding = found(
                all(Sightings.single().server(low)),
                "standby-settings",
                WARNING,
                "Raise max_connections in postgresql.conf of beta to 100.");
        assertThat(finding.sentence()).startsWith("max_connections is 50 on beta and 100 on alpha");
    }

    @Test
    void aMissingServiceIsAnError() {
        found(all(Sightings.single().noService()), "service", ERROR, "Correct postgres.service");
    }

    @Test
    void aPrimaryThatWaitsForOthersOnlyIsAWarning() {
        var others = ServerFixture.primary().setting("synchronous_standby_names", "ANY 1 (gamma, \"delta\")");
        found(all(Sightings.single().primary(others)), "synchronous-standby", WARNING, "add beta there");
        for (var good : List.of("*", "beta", "FIRST 1 (gamma,\"beta\")")) {
            assertThat(ids(all(Sightings.single()
                            .primary(ServerFixture.primary().setting("synchronous_standby_names", good)))))
                    .doesNotContain("synchronous-standby");
        }
    }

    @Test
    void slotsOfThisNodesServerAreNotCarriedOver() {
        var cascading = ServerFixture.standby().slot("gamma", true, "reserved").running();
        assertThat(found(all(Sightings.single().server(cascading)), "own-slots", WARNING, "afterwards")
                        .sentence())
                .endsWith(": gamma.");
    }

    @Test
    void aForeignProgramAtThePortIsAnError() {
        found(all(Sightings.single().portTaken()), "port-taken", ERROR, "ss -ltnp");
    }

    @Test
    void aServerThatDoesNotAnswerIsAWarningWithTheReasonsRemedy() {
        var why = Failure.environment("The password is refused.").withRemedy("Correct the passfile.");
        var finding = found(
                all(Sightings.single().server(new LocalServer.Silent(why, Silence.NOT_YET, Optional.empty()))),
                "local-server",
                WARNING,
                "Correct the passfile.");
        assertThat(finding.sentence()).endsWith("The password is refused.");
    }
}
