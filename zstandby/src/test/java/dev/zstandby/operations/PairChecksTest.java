package dev.zstandby.operations;

import static dev.zstandby.operations.Finding.Grade.ERROR;
import static dev.zstandby.operations.Finding.Grade.OK;
import static dev.zstandby.operations.Finding.Grade.REFUSAL;
import static dev.zstandby.operations.Finding.Grade.WARNING;
import static dev.zstandby.operations.Findings.blocking;
import static dev.zstandby.operations.Findings.found;
import static dev.zstandby.operations.Findings.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.postgres.ClusterState;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PairChecksTest {
    private static java.util.List<Finding> all(Sightings sightings) {
        return PairChecks.all(sightings.seen());
    }

    @Test
    void aHealthyPairHasOnlyGoodNews() {
        assertThat(all(Sightings.nested()))
                .allSatisfy(finding -> assertThat(finding.grade()).isEqualTo(OK))
                .extracting(Finding::id)
                .containsExactly(
                        "system-identifier",
                        "peer-role",
                        "postgres-version",
                        "zfs-version",
                        "collations",
                        "rights",
                        "group-coverage",
                        "pools",
                        "slots");
        assertThat(PairChecks.blocking(Sightings.nested().seen())).isEmpty();
    }

    @Test
    void aPeerByAnotherNameIsNotThePeer() {
        var finding = found(
                all(Sightings.single().peerCallsItself("gamma")), "peer-name", REFUSAL, "Correct the name under peers");
        assertThat(finding.sentence()).isEqualTo("The peer configured here as alpha calls itself gamma.");
    }

    @Test
    void anotherClusterIsNoCopyAndBothIdentifiersAreShown() {
        var other = ServerFixture.standby().cluster(ServerFixture.OTHER_CLUSTER).running();
        var finding = found(
                all(Sightings.single().server(other)), "system-identifier", REFUSAL, "run: zstandby seed --replace");
        assertThat(finding.sentence())
                .isEqualTo("beta cannot be reset from alpha: they are not copies of the same cluster.");
        assertThat(finding.evidence())
                .containsExactly(
                        "alpha: system identifier 7412345678901234567, /var/lib/postgresql/17/main",
                        "beta: system identifier 7498765432109876543, /var/lib/postgresql/17/main");
    }

    @Test
    void aStoppedClustersIdentifierIsReadFromItsControlFile() {
        var stopped = new LocalServer.Stopped(
                ServerFixture.control(ClusterState.SHUT_DOWN, ServerFixture.OTHER_CLUSTER), false);
        assertThat(blocking(all(Sightings.single().server(stopped)))).containsExactly("system-identifier");
    }

    @Test
    void aSilentClustersIdentifierIsReadFromItsControlFile() {
        var silent = new LocalServer.Silent(
                dev.zstandby.Failure.environment("It is starting."),
                dev.zstandby.postgres.Silence.NOT_YET,
                Optional.of(ServerFixture.control(ClusterState.SHUT_DOWN, ServerFixture.OTHER_CLUSTER)));
        assertThat(blocking(all(Sightings.single().server(silent)))).containsExactly("system-identifier");
    }

    @Test
    void whereThereIsNoClusterThereIsNoIdentifierToCompare() {
        assertThat(ids(all(Sightings.single().noLive().server(new LocalServer.Absent(false)))))
                .doesNotContain("system-identifier");
    }

    @Test
    void replacingOverlooksTheIdentifierAndNothingElse() {
        var seen = Sightings.single()
                .server(ServerFixture.standby()
                        .cluster(ServerFixture.OTHER_CLUSTER)
                        .running())
                .peerCallsItself("gamma")
                .seen();
        assertThat(ids(PairChecks.blockingForReplace(seen))).containsExactly("peer-name");
    }

    @Test
    void aPeerThatIsAStandbyCannotBeFollowed() {
        found(
                all(Sightings.single().primary(ServerFixture.primary().inRecovery())),
                "peer-role",
                REFUSAL,
                "promote alpha first");
    }

    @Test
    void aVersionThatIsTooOldIsSaid() {
        found(
                all(Sightings.single()
                        .primary(ServerFixture.primary().version(140_012))
                        .software(14)),
                "postgres-version",
                ERROR,
                "Upgrade the cluster");
    }

    @Test
    void programsOfAnotherMajorVersionCannotRunTheImage() {
        var finding =
                found(all(Sightings.single().software(16)), "postgres-version", ERROR, "Install PostgreSQL 17 here");
        assertThat(finding.sentence()).contains("/usr/lib/postgresql/17/bin", "of PostgreSQL 16");
    }

    @Test
    void bothNodesNeedTheSameVersionOfZstandby() {
        found(
                all(Sightings.single().peerVersion("0.0.9")),
                "zstandby-version",
                ERROR,
                "Install the same version on both nodes");
    }

    @Test
    void anOpenZfsThatIsTooOldIsSaidOfTheNodeThatHasIt() {
        var there = all(Sightings.single().peerZfsVersion("2.1.11-1"));
        assertThat(found(there, "zfs-version", ERROR, "Upgrade OpenZFS of alpha")
                        .sentence())
                .isEqualTo("alpha has OpenZFS 2.1.11-1; zstandby needs 2.2 or newer.");
        found(all(Sightings.single().zfsVersion("0.8.6-1")), "zfs-version", ERROR, "Upgrade OpenZFS of beta");
        assertThat(blocking(all(Sightings.single().zfsVersion("2.1.11").peerZfsVersion("2.1.11"))))
                .containsExactly("zfs-version", "zfs-version");
    }

    @Test
    void anOpenZfsThatDoesNotSayWhichItIsStopsNobody() {
        var findings = all(Sightings.single().zfsVersion("unknown"));
        assertThat(found(findings, "zfs-version", WARNING, "Look on beta: zfs version")
                        .sentence())
                .contains("unknown");
        assertThat(blocking(findings)).isEmpty();
    }

    @Test
    void theVersionsOfOpenZfsMayDiffer() {
        assertThat(found(all(Sightings.single().zfsVersion("2.4.0-rc1")), "zfs-version", OK, "")
                        .sentence())
                .isEqualTo("OpenZFS is 2.3.9-1 on alpha and 2.4.0-rc1 on beta.");
    }

    @Test
    void aRoleThatMayNotReplicateIsToldHowItMay() {
        found(
                all(Sightings.single().primary(ServerFixture.primary().role(false))),
                "role-replication",
                ERROR,
                "ALTER ROLE zstandby REPLICATION;");
    }

    @Test
    void eachMissingGrantIsAFindingWithItsStatement() {
        var findings = all(Sightings.single()
                .primary(ServerFixture.primary()
                        .role(true, "GRANT pg_monitor TO zstandby", "GRANT pg_checkpoint TO zstandby")));
        assertThat(findings)
                .filteredOn(finding -> finding.id().equals("role-grants"))
                .extracting(Finding::remedy)
                .containsExactly(
                        "On alpha, in psql: GRANT pg_monitor TO zstandby;",
                        "On alpha, in psql: GRANT pg_checkpoint TO zstandby;");
        assertThat(ids(findings)).doesNotContain("rights");
    }

    @Test
    void missingPermissionsOfZfsAreFindingsWithTheirCommand() {
        found(
                all(Sightings.single().peerMissesPermissions("zfs allow zstandby hold 'apool/pg'")),
                "delegation",
                ERROR,
                "On alpha, as root: zfs allow zstandby hold 'apool/pg'");
    }
}
