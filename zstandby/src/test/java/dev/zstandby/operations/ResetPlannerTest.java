package dev.zstandby.operations;

import static dev.zstandby.operations.Decisions.ids;
import static dev.zstandby.operations.Decisions.kinds;
import static dev.zstandby.operations.Decisions.nothingToDo;
import static dev.zstandby.operations.Decisions.only;
import static dev.zstandby.operations.Decisions.plan;
import static dev.zstandby.operations.Decisions.refusal;
import static dev.zstandby.operations.Sightings.ID;
import static dev.zstandby.operations.Sightings.SERVICE;
import static dev.zstandby.operations.Sightings.SLOT;
import static dev.zstandby.operations.Sightings.guid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.config.Configuration.BackupMode;
import dev.zstandby.config.Member;
import dev.zstandby.operations.Step.KeepWal.IfFailed;
import dev.zstandby.operations.Step.StartServer.As;
import dev.zstandby.postgres.Silence;
import dev.zstandby.zfs.DatasetName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResetPlannerTest {
    private static final DatasetName LIVE = new DatasetName("tank/pg");
    private static final DatasetName STAGED = new DatasetName("tank/pg.zstandby-staged");

    private static Decision reset(Sightings sightings) {
        return ResetPlanner.plan(sightings.seen(), ID, false);
    }

    private static Sightings divergedPrimary() {
        return Sightings.single()
                .common("zstandby-20261101T000001Z-000001", "zstandby-20261101T000002Z-000002")
                .server(ServerFixture.primary().timeline(2).running());
    }

    @Test
    void bringsWhatChangedThenPreparesThenSwapsThenWaits() {
        var swaps = List.of(
                new RootSwap(LIVE, STAGED, new DatasetName("tank/pg.zstandby-retired-20261123T010203Z-9f3a1c")));
        assertThat(plan(reset(divergedPrimary())).steps())
                .containsExactly(
                        new Step.KeepWal(SLOT, IfFailed.DROP_IF_MADE),
                        new Step.TakeSnapshot(false, "one pool, so it is atomic over data, WAL and tablespaces"),
                        new Step.Receive(
                                Member.DATA,
                                STAGED,
                                Optional.of(guid(Member.DATA, "zstandby-20261101T000002Z-000002")),
                                Optional.of(LIVE.snapshot("zstandby-20261101T000002Z-000002")),
                                "about 1.00 MiB since zstandby-20261101T000002Z-000002"),
                        new Step.HoldCommon(),
                        new Step.Prepare(),
                        new Step.CheckWal(),
                        new Step.BeginCutOver(ID, swaps, List.of()),
                        new Step.StopServer(SERVICE, List.of(Path.of("/var/lib/postgresql")), true),
                        new Step.Swap(swaps, true),
                        Step.MountLive.whole(),
                        new Step.StartServer(SERVICE, As.NEW_STANDBY),
                        new Step.AwaitStreaming(),
                        new Step.Settle(List.of(LIVE)),
                        new Step.ReleaseOldHolds());
    }

    @Test
    void givesTheBaseAsItsReason() {
        assertThat(plan(reset(divergedPrimary())).reasons())
                .containsExactly("data: newest common snapshot tank/pg@zstandby-20261101T000002Z-000002 (GUID %s)"
                        .formatted(guid(Member.DATA, "zstandby-20261101T000002Z-000002")));
    }

    @Test
    void aRunningPrimaryIsConfirmedByItsName() {
        var confirmation = plan(reset(divergedPrimary())).confirmation().orElseThrow();
        assertThat(confirmation.node()).isEqualTo("beta");
        assertThat(confirmation.sentence()).contains("beta runs as a primary of its own", "standby of alpha");
        assertThat(confirmation.sight())
                .containsExactly(
                        "beta: running as a primary, timeline 2, position 0/7000000, 4 clients",
                        "alpha: running as a primary, timeline 3, position 0/7000000, 4 clients");
    }

    @Test
    void aServerThatDoesNotAnswerAndWasAPrimaryIsConfirmedToo() {
        var silent = new LocalServer.Silent(
                dev.zstandby.Failure.environment("it is busy."),
                Silence.NOT_YET,
                Optional.of(ServerFixture.control(
                        dev.zstandby.postgres.ClusterState.IN_PRODUCTION, ServerFixture.CLUSTER)));
        assertThat(plan(reset(divergedPrimary().server(silent))).confirmation()).isPresent();
    }

    @Test
    void aStandbyThatFellBehindNeedsNoConfirmation() {
        var plan = plan(reset(Sightings.single().common("zstandby-20261101T000001Z-000001")));
        assertThat(plan.confirmation()).isEmpty();
        assertThat(only(plan, Step.StopServer.class).primaryAgreed()).isFalse();
    }

    @Test
    void aStoppedFormerPrimaryNeedsNoConfirmationButMustNotBeStartedMeanwhile() {
        var plan = plan(reset(
                divergedPrimary().server(ServerFixture.stopped(dev.zstandby.postgres.ClusterState.IN_PRODUCTION))));
        assertThat(plan.confirmation()).isEmpty();
        assertThat(only(plan, Step.StopServer.class).primaryAgreed()).isFalse();
    }

    private static Sightings streaming() {
        return Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .server(ServerFixture.standby()
                        .timeline(3)
                        .receiver("streaming", 3)
                        .running());
    }

    @Test
    void aStandbyThatStreamsIsLeftAlone() {
        assertThat(nothingToDo(reset(streaming())))
                .isEqualTo("beta streams from alpha on timeline 3 already; --refresh resets it all the same.");
    }

    @Test
    void aReceiverThatThePrimaryIsAboutToTurnAwayDoesNotStream() {
        for (var state : List.of("startup", "catchup")) {
            assertThat(kinds(plan(
                            reset(streaming().primary(ServerFixture.primary().sends(state, SLOT))))))
                    .contains("StopServer");
        }
        assertThat(kinds(plan(reset(streaming().primary(ServerFixture.primary().sends("streaming", "another"))))))
                .contains("StopServer");
    }

    @Test
    void whatCouldNotStreamAfterwardsIsNotBegun() {
        var finding = refusal(reset(divergedPrimary().mayNotStream())).getFirst();
        assertThat(finding.id()).isEqualTo("stream-from-peer");
        assertThat(finding.remedy()).isEqualTo("Correct the passfile.");
        assertThat(ids(ResetPlanner.plan(streaming().mayNotStream().seen(), ID, true)))
                .containsExactly("stream-from-peer");
    }

    @Test
    void aStandbyThatStreamsIsLeftAloneWhateverAnAttemptSays() {
        assertThat(nothingToDo(reset(streaming().mayNotStream()))).contains("streams from alpha");
    }

    @Test
    void whatAnInterruptedRunStillHoldsIsReleasedWithoutAReset() {
        var held = streaming().stillHeld(Member.DATA, "zstandby-20261101T000001Z-000001");

        assertThat(kinds(plan(reset(held)))).containsExactly("ReleaseOldHolds");
        assertThat(plan(reset(held)).confirmation()).isEmpty();
    }

    /** Undo would take the note for that of a server that is to be started again. */
    @Test
    void theNoteOfAnInterruptedStopIsTakenOffWithoutAReset() {
        assertThat(kinds(plan(reset(streaming().liveRole(Member.DATA, "standby")))))
                .containsExactly("Settle");
    }

    @Test
    void refreshResetsAlsoAStandbyThatStreams() {
        assertThat(kinds(plan(ResetPlanner.plan(streaming().seen(), ID, true))))
                .startsWith("KeepWal")
                .endsWith("ReleaseOldHolds");
    }

    @Test
    void aStandbyOnAnotherTimelineIsReset() {
        var onOldTimeline = streaming()
                .server(ServerFixture.standby()
                        .timeline(2)
                        .receiver("streaming", 2)
                        .running());
        assertThat(kinds(plan(reset(onOldTimeline)))).contains("Swap");
    }

    @Test
    void aStandbyThatOnlyWaitsForItsPrimaryIsReset() {
        var waiting = streaming()
                .server(ServerFixture.standby()
                        .timeline(3)
                        .receiver("waiting", 3)
                        .running());
        assertThat(kinds(plan(reset(waiting)))).contains("Swap");
    }

    /** Somebody rolled the primary back; the standby asks for WAL from its segment's beginning on, and streams. */
    @Test
    void aStandbyThatIsAheadOfItsPrimaryIsResetThoughItStreams() {
        var ahead = streaming()
                .server(ServerFixture.standby()
                        .timeline(3)
                        .position("0/7000001")
                        .receiver("streaming", 3)
                        .running());
        assertThat(kinds(plan(reset(ahead)))).contains("Swap");
    }

    /** Somebody rolled the primary back, and it has written past what the standby has. */
    @Test
    void aStandbyWhoseCommonSnapshotIsGoneOnThePrimaryIsResetThoughItStreams() {
        var gone = streaming()
                .here("zstandby-20261101T000002Z-000002")
                .lost(new DatasetName("tank/pg").snapshot("zstandby-20261101T000002Z-000002"));
        assertThat(kinds(plan(reset(gone)))).contains("Swap");
        assertThat(Findings.found(
                                PairChecks.all(gone.seen()),
                                "common-snapshot-gone",
                                Finding.Grade.WARNING,
                                "zstandby reset")
                        .evidence())
                .containsExactly("tank/pg@zstandby-20261101T000002Z-000002");
    }

    @Test
    void aDatasetThatIsMissingIsNamedWithWhereItIs() {
        var renamed =
                Sightings.nested().common("zstandby-20261101T000001Z-000001").renamed(Member.WAL, "tank/elsewhere");
        var finding = refusal(reset(renamed)).getFirst();
        assertThat(finding.id()).isEqualTo("member-missing");
        assertThat(finding.sentence()).contains("tank/pg/wal", "tank/elsewhere has its snapshots");
        assertThat(finding.remedy()).endsWith("zfs rename 'tank/elsewhere' 'tank/pg/wal'");
    }

    @Test
    void aGroupThatBearsAnotherNameAsAWholeIsNamedAndNotToBeSeeded() {
        var renamed =
                Sightings.single().common("zstandby-20261101T000001Z-000001").renamed(Member.DATA, "tank/elsewhere");
        var finding = refusal(reset(renamed)).getFirst();
        assertThat(finding.id()).isEqualTo("member-missing");
        assertThat(finding.remedy()).endsWith("zfs rename 'tank/elsewhere' 'tank/pg'");
    }

    @Test
    void aDatasetThatIsNowhereIsNamed() {
        var finding = refusal(reset(Sightings.nested()
                        .common("zstandby-20261101T000001Z-000001")
                        .noLive(Member.WAL)))
                .getFirst();
        assertThat(finding.id()).isEqualTo("member-missing");
        assertThat(finding.remedy()).contains("seed --replace");
    }

    @Test
    void withoutACommonSnapshotItNamesSeed() {
        var finding = refusal(reset(Sightings.nested()
                        .here("zstandby-20261101T000001Z-000001")
                        .there("zstandby-20261101T000009Z-000009")))
                .getFirst();
        assertThat(finding.id()).isEqualTo("no-common-snapshot");
        assertThat(finding.grade()).isEqualTo(Finding.Grade.REFUSAL);
        assertThat(finding.sentence()).contains("data (tank/pg), wal (tank/pg/wal)");
        assertThat(finding.remedy()).contains("zstandby seed --replace");
    }

    @Test
    void theSameNameWithAnotherGuidIsNotCommon() {
        assertThat(ids(reset(Sightings.single()
                        .namesakesHere("zstandby-20261101T000001Z-000001")
                        .there("zstandby-20261101T000001Z-000001"))))
                .containsExactly("no-common-snapshot");
    }

    @Test
    void oneMemberWithoutACommonSnapshotIsEnoughToRefuse() {
        var partly = Sightings.nested()
                .here(Member.DATA, "zstandby-20261101T000001Z-000001")
                .there(Member.DATA, "zstandby-20261101T000001Z-000001")
                .here(Member.WAL, "zstandby-20261101T000001Z-000001")
                .there(Member.WAL, "zstandby-20261101T000002Z-000002");
        assertThat(refusal(reset(partly)).getFirst().sentence())
                .contains("wal (tank/pg/wal)")
                .doesNotContain("data (tank/pg)");
    }

    @Test
    void aStagedTreeAtACommonSnapshotIsEnough() {
        var staged = Sightings.single()
                .here("zstandby-20261101T000000Z-000000")
                .there("zstandby-20261101T000001Z-000001")
                .staged("zstandby-20261101T000001Z-000001");
        assertThat(only(plan(reset(staged)), Step.Receive.class))
                .isEqualTo(new Step.Receive(
                        Member.DATA,
                        STAGED,
                        Optional.of(guid(Member.DATA, "zstandby-20261101T000001Z-000001")),
                        Optional.empty(),
                        "in place, on what was staged"));
    }

    @Test
    void aStagedTreeThatMustBeSetAsideIsNotEnough() {
        var foreign = Sightings.single()
                .here("zstandby-20261101T000000Z-000000")
                .there("zstandby-20261101T000001Z-000001")
                .staged("autosnap_hourly", "zstandby-20261101T000001Z-000001");
        var finding = refusal(reset(foreign)).getFirst();
        assertThat(finding.id()).isEqualTo("no-common-snapshot");
        assertThat(finding.remedy()).contains("zstandby seed --replace");
    }

    @Test
    void aMemberWhoseRootMustBeDroppedForAnotherIsNotReceivedInFull() {
        var halfUseless = Sightings.nested()
                .here(Member.DATA, "zstandby-20261101T000000Z-000000")
                .here(Member.WAL, "zstandby-20261101T000001Z-000001")
                .there("zstandby-20261101T000001Z-000001")
                .staged(Member.DATA, "zstandby-20261101T000001Z-000001")
                .staged(Member.WAL, "zstandby-20261101T000000Z-00dead");
        assertThat(ids(reset(halfUseless))).containsExactly("no-common-snapshot");
    }

    @Test
    void newerSnapshotsThatOnlyOneNodeHasAreIgnored() {
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .here("autosnap_2026-11-23_hourly", "zstandby-of-a-former-primary")
                .there("autosnap_2026-11-23_hourly-there", "zstandby-20261101T000003Z-000003");
        assertThat(only(plan(reset(sightings)), Step.Receive.class).origin())
                .contains(sightings.ours(Member.DATA, "zstandby-20261101T000001Z-000001"));
    }

    @Test
    void aForeignSnapshotThatBothHaveIsAsGoodABase() {
        var sightings = Sightings.single().common("zstandby-20261101T000001Z-000001", "autosnap_daily");
        assertThat(only(plan(reset(sightings)), Step.Receive.class).origin())
                .contains(sightings.ours(Member.DATA, "autosnap_daily"));
    }

    @Test
    void aNodeWithoutALiveTreeIsToBeSeeded() {
        var finding = refusal(reset(Sightings.single().noLive().there("zstandby-20261101T000001Z-000001")))
                .getFirst();
        assertThat(finding.id()).isEqualTo("no-live-tree");
        assertThat(finding.grade()).isEqualTo(Finding.Grade.ERROR);
        assertThat(finding.remedy()).isEqualTo("zstandby seed");
    }

    @Test
    void whatDoesNotFitIsNotBegun() {
        var sightings = Sightings.single().common("zstandby-20261101T000001Z-000001");
        assertThat(ids(reset(sightings.expected(1L << 30).room(1L << 30)))).containsExactly("no-room");
    }

    @Test
    void whatJustFitsIsBegun() {
        long expected = 1L << 30;
        long needed = expected + expected / 5 + (64L << 20);
        var sightings =
                Sightings.single().common("zstandby-20261101T000001Z-000001").expected(expected);
        assertThat(kinds(plan(reset(sightings.room(needed))))).contains("Receive");
        assertThat(ids(reset(sightings.room(needed - 1)))).containsExactly("no-room");
    }

    @Test
    void everyObstacleIsReportedAtOnce() {
        var sightings = Sightings.single()
                .here("zstandby-20261101T000001Z-000001")
                .noService()
                .primary(ServerFixture.primary().setting("wal_level", "minimal"))
                .room(1);
        assertThat(ids(reset(sightings))).containsExactly("wal-level", "service", "no-common-snapshot", "no-room");
    }

    @Test
    void theGravestObstacleDecidesTheFailureAndTheOthersAreItsEvidence() {
        var refused = (Decision.Refused) reset(
                Sightings.single().here("zstandby-20261101T000001Z-000001").noService());
        assertThat(refused.exitCode()).isEqualTo(dev.zstandby.ExitCode.REFUSED);
        assertThat(refused.asFailure().sentence()).contains("no snapshot in common");
        assertThat(refused.asFailure().evidence())
                .containsExactly(
                        "also: There is no service postgresql@17-main on beta.",
                        "  Correct postgres.service, or create the cluster's service (Debian: pg_createcluster).");
    }

    @Test
    void anUnknownSizeIsSaidToBeUnknown() {
        var sightings =
                Sightings.single().common("zstandby-20261101T000001Z-000001").expectedUnknown();
        assertThat(only(plan(reset(sightings)), Step.Receive.class).estimate())
                .isEqualTo("size unknown since zstandby-20261101T000001Z-000001");
    }

    @Test
    void twoRootsAreSwappedTogetherInTheOrderOfTheirNames() {
        var swap = only(plan(reset(Sightings.twoRoots().common("zstandby-20261101T000001Z-000001"))), Step.Swap.class);
        assertThat(swap.swaps())
                .containsExactly(
                        new RootSwap(
                                new DatasetName("tank/data"),
                                new DatasetName("tank/data.zstandby-staged"),
                                new DatasetName("tank/data.zstandby-retired-" + ID)),
                        new RootSwap(
                                new DatasetName("tank/wal"),
                                new DatasetName("tank/wal.zstandby-staged"),
                                new DatasetName("tank/wal.zstandby-retired-" + ID)));
        assertThat(swap.describe()).endsWith("(and 1 more alike)");
    }

    @Test
    void aNestedGroupIsSwappedByItsRootAlone() {
        assertThat(only(plan(reset(Sightings.nested().common("zstandby-20261101T000001Z-000001"))), Step.Swap.class)
                        .swaps())
                .hasSize(1);
    }

    @Test
    void aGroupInTwoPoolsIsSnapshottedInBackupMode() {
        var sightings =
                Sightings.twoRoots().common("zstandby-20261101T000001Z-000001").peerDataset(Member.WAL, "fast/wal");
        var snapshot = only(plan(reset(sightings)), Step.TakeSnapshot.class);
        assertThat(snapshot.inBackupMode()).isTrue();
        assertThat(snapshot.describe())
                .isEqualTo(
                        "snapshot the primary in backup mode and hold that there: its group spans pools, so no single snapshot is atomic");
    }

    @Test
    void backupModeAlwaysIsObeyedInOnePoolToo() {
        var sightings =
                Sightings.single().common("zstandby-20261101T000001Z-000001").backupMode(BackupMode.ALWAYS);
        assertThat(only(plan(reset(sightings)), Step.TakeSnapshot.class))
                .isEqualTo(new Step.TakeSnapshot(true, "backup-mode is always"));
    }
}
