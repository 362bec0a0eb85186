package dev.zstandby.operations;

import static dev.zstandby.operations.Finding.Grade.ERROR;
import static dev.zstandby.operations.Finding.Grade.OK;
import static dev.zstandby.operations.Finding.Grade.REFUSAL;
import static dev.zstandby.operations.Finding.Grade.WARNING;
import static dev.zstandby.operations.Findings.found;
import static dev.zstandby.operations.Findings.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.config.Configuration.BackupMode;
import dev.zstandby.config.Member;
import dev.zstandby.zfs.DatasetName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LayoutChecksTest {
    private static List<Finding> all(Sightings sightings) {
        return LayoutChecks.all(sightings.seen());
    }

    @Test
    void bothNodesNeedTheSameMembers() {
        var finding = found(all(Sightings.nested().peerLacks(Member.WAL)), "group-members", ERROR, "on both nodes");
        assertThat(finding.sentence()).isEqualTo("Only one of the nodes has in its group: wal.");
    }

    @Test
    void theDataDirectoryLiesInTheDataset() {
        found(
                all(Sightings.single().primary(ServerFixture.primary().dataDirectory("/var/lib/postgresql2/17/main"))),
                "data-outside-group",
                REFUSAL,
                "Correct datasets.data in the configuration of alpha");
    }

    @Test
    void whatThisNodesServerUsesMustBeWhatIsSwapped() {
        var directory = Path.of("/srv/17/main");
        var elsewhere = Sightings.single()
                .data(new DataPlace(directory, Optional.of(new DatasetName("tank/other")), Optional.empty()));
        assertThat(found(all(elsewhere), "local-data-outside-group", REFUSAL, "Correct postgres.data-directory")
                        .sentence())
                .contains("on tank/other, not on tank/pg");
        var otherServer = Sightings.single()
                .data(new DataPlace(
                        directory, Optional.of(new DatasetName("tank/pg")), Optional.of(Path.of("/srv/17/other"))));
        found(all(otherServer), "other-server", REFUSAL, "Correct postgres.port");
        assertThat(ids(all(Sightings.single()
                        .noLive()
                        .data(new DataPlace(directory, Optional.empty(), Optional.empty())))))
                .doesNotContain("local-data-outside-group");
    }

    @Test
    void aDatasetThatIsNotMountedHoldsNoDataDirectory() {
        var elsewhere = Sightings.single().peerMountpoint(Member.DATA, "/srv/other");
        assertThat(ids(all(elsewhere))).contains("data-outside-group").doesNotContain("group-coverage");
    }

    @Test
    void aTablespaceOutsideTheGroupWouldBeLacking() {
        var finding = found(
                all(Sightings.single().primary(ServerFixture.primary().tablespace("archive", "/mnt/archive"))),
                "tablespace-outside-group",
                REFUSAL,
                "datasets.tablespaces");
        assertThat(finding.sentence()).contains("Tablespace archive of alpha lies at /mnt/archive");
    }

    @Test
    void aTablespaceInsideTheGroupIsCovered() {
        var finding = found(
                all(Sightings.nested().primary(ServerFixture.primary().tablespace("archive", "/srv/wal/archive"))),
                "group-coverage",
                OK,
                "");
        assertThat(finding.sentence()).isEqualTo("The group holds the data directory and 1 tablespaces.");
    }

    @Test
    void whatPostgresLinksToMustBeAtTheSamePlace() {
        var finding = found(
                all(Sightings.nested().mountpoint(Member.WAL, "/elsewhere")),
                "mountpoints-differ",
                ERROR,
                "zfs set mountpoint=/srv/wal 'tank/pg/wal'");
        assertThat(finding.sentence()).contains("/srv/wal on alpha", "/elsewhere on beta");
    }

    @Test
    void theDataDatasetMayBeMountedElsewhere() {
        var elsewhere = Sightings.single()
                .mountpoint(Member.DATA, "/elsewhere")
                .data(new DataPlace(
                        Path.of("/elsewhere/17/main"), Optional.of(new DatasetName("tank/pg")), Optional.empty()));
        assertThat(ids(all(elsewhere))).doesNotContain("mountpoints-differ", "data-place");
    }

    @Test
    void theDataDirectoryMustBeAtTheSamePlaceBelowItsDataset() {
        var deeper = Sightings.single().primary(ServerFixture.primary().dataDirectory("/var/lib/postgresql/main"));
        assertThat(found(all(deeper), "data-place", REFUSAL, "or correct postgres.data-directory")
                        .sentence())
                .isEqualTo("The data directory would come to lie at /var/lib/postgresql/main on beta, but its"
                        + " configuration says /var/lib/postgresql/17/main.");
        var seeded =
                Sightings.single().noLive().primary(ServerFixture.primary().dataDirectory("/var/lib/postgresql/other"));
        assertThat(ids(all(seeded))).contains("data-place");
    }

    @Test
    void aDatasetInsideTheDataDirectoryIsNotLinkedTo() {
        var inside = Sightings.nested()
                .peerMountpoint(Member.WAL, "/var/lib/postgresql/17/main/pg_wal")
                .mountpoint(Member.WAL, "/elsewhere/pg_wal");
        assertThat(ids(all(inside))).doesNotContain("mountpoints-differ");
    }

    @Test
    void whatThePrimaryEncryptsIsNotEncryptedHereByItself() {
        assertThat(found(all(Sightings.single().peerEncrypted()), "encryption", WARNING, "below an encrypted dataset")
                        .sentence())
                .endsWith(": tank/pg.");
        assertThat(ids(all(Sightings.single().peerEncrypted().liveEncrypted()))).doesNotContain("encryption");
        assertThat(ids(all(Sightings.single()))).doesNotContain("encryption");
    }

    @Test
    void aPoolsOwnDatasetCannotBeSwapped() {
        found(all(Sightings.wholePool()), "root-is-pool", ERROR, "Move the cluster to a dataset below it");
    }

    @Test
    void aDatasetThatWouldBeSwappedAwayIsNamed() {
        var finding = found(
                all(Sightings.single().foreignDataset("tank/pg/backups")), "foreign-dataset", REFUSAL, "zfs rename");
        assertThat(finding.sentence()).contains("tank/pg/backups");
    }

    @Test
    void aVolumeThatWouldBeSwappedAwayIsNamed() {
        found(
                all(Sightings.single().foreignVolume("tank/pg/vol")),
                "foreign-dataset",
                REFUSAL,
                "move it elsewhere (zfs rename)");
    }

    @Test
    void aVolumeInThePlaceOfAMemberDoesNotBelongToTheGroup() {
        var finding = found(
                all(Sightings.nested().noLive(Member.WAL).foreignVolume("tank/pg/wal")),
                "foreign-dataset",
                REFUSAL,
                "zfs rename");
        assertThat(finding.sentence()).contains("tank/pg/wal");
    }

    @Test
    void whatSomebodyMadeInAStagedTreeThatIsUsedWouldBecomeLive() {
        var staged = Sightings.nested()
                .common("zstandby-20261101T000001Z-000001")
                .staged("zstandby-20261101T000001Z-000001")
                .foreignStaged("tank/pg.zstandby-staged/mine")
                .foreignStagedVolume("tank/pg.zstandby-staged/wal/vol");
        assertThat(all(staged))
                .filteredOn(finding -> finding.id().equals("foreign-dataset"))
                .allSatisfy(finding -> assertThat(finding.grade()).isEqualTo(REFUSAL))
                .extracting(Finding::sentence)
                .satisfiesExactly(
                        first -> assertThat(first).contains("Dataset tank/pg.zstandby-staged/mine lies in the staged"),
                        second -> assertThat(second).contains("tank/pg.zstandby-staged/wal/vol"));
    }

    @Test
    void whatSomebodyMadeInAStagedTreeOfNoUseIsInNobodysWay() {
        var useless = Sightings.nested()
                .common("zstandby-20261101T000001Z-000001")
                .staged("zstandby-20261101T000000Z-00dead")
                .foreignStaged("tank/pg.zstandby-staged/mine");
        assertThat(ids(all(useless))).doesNotContain("foreign-dataset");
    }

    @Test
    void aVolumeInThePlaceOfTheStagedTreeIsNamed() {
        found(
                all(Sightings.single().foreignStagedVolume("tank/pg.zstandby-staged")),
                "foreign-dataset",
                REFUSAL,
                "zfs rename");
    }

    @Test
    void oneSnapshotOfOnePoolIsAtomic() {
        assertThat(found(all(Sightings.nested()), "pools", OK, "").sentence()).contains("is atomic");
    }

    @Test
    void twoPoolsMeanBackupMode() {
        assertThat(found(all(Sightings.twoRoots().peerDataset(Member.WAL, "fast/wal")), "pools", OK, "")
                        .sentence())
                .contains("in backup mode");
    }

    @Test
    void whatCountsIsThePrimarysPools() {
        assertThat(found(all(Sightings.single().backupMode(BackupMode.ALWAYS)), "pools", OK, "")
                        .sentence())
                .contains("backup-mode is always");
    }

    @Test
    void whatIsMountedInsideTheGroupWouldBeLackingOrInTheWay() {
        found(
                all(Sightings.single().peerStray("apool/wal", "/var/lib/postgresql/17/main/pg_wal")),
                "mounted-inside",
                REFUSAL,
                "datasets on both nodes");
        found(
                all(Sightings.single().stray("tank/logs", "/var/lib/postgresql/17/main/log")),
                "mounted-inside",
                REFUSAL,
                "mount it elsewhere");
    }
}
