package dev.zstandby.operations;

import static dev.zstandby.operations.Decisions.ids;
import static dev.zstandby.operations.Decisions.kinds;
import static dev.zstandby.operations.Decisions.only;
import static dev.zstandby.operations.Decisions.plan;
import static dev.zstandby.operations.Decisions.refusal;
import static dev.zstandby.operations.Sightings.ID;
import static dev.zstandby.operations.Sightings.SLOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.config.Member;
import dev.zstandby.operations.Step.KeepWal.IfFailed;
import dev.zstandby.postgres.ClusterState;
import dev.zstandby.zfs.DatasetName;
import org.junit.jupiter.api.Test;

class SeedPlannerTest {
    private static Decision seed(Sightings sightings) {
        return SeedPlanner.plan(sightings.seen(), ID, false);
    }

    private static Decision replace(Sightings sightings) {
        return SeedPlanner.plan(sightings.seen(), ID, true);
    }

    private static Sightings empty() {
        return Sightings.single()
                .noLive()
                .there("zstandby-20261101T000001Z-000001")
                .server(new LocalServer.Absent(false));
    }

    @Test
    void anEmptyNodeGetsAFullCopy() {
        var plan = plan(seed(empty()));
        assertThat(kinds(plan))
                .containsExactly(
                        "KeepWal",
                        "TakeSnapshot",
                        "Receive",
                        "HoldCommon",
                        "Prepare",
                        "CheckWal",
                        "BeginCutOver",
                        "StopServer",
                        "Swap",
                        "MountLive",
                        "StartServer",
                        "AwaitStreaming",
                        "Settle",
                        "ReleaseOldHolds");
        assertThat(only(plan, Step.Receive.class).base()).isEmpty();
        assertThat(only(plan, Step.Receive.class).origin()).isEmpty();
        assertThat(plan.reasons()).containsExactly("there is no cluster here yet");
        assertThat(plan.confirmation()).isEmpty();
    }

    @Test
    void aPlaceThatHoldsFilesIsNotMountedOver() {
        var decision = seed(empty().occupied("/var/lib/postgresql"));
        assertThat(ids(decision)).containsExactly("mountpoint-occupied");
        assertThat(refusal(decision).getFirst().sentence()).contains("/var/lib/postgresql on beta");
    }

    @Test
    void whatIsReplacedIsMountedFirstSoThatItsOwnSettingsAreKept() {
        var unmounted = Sightings.single()
                .liveUnmounted()
                .there("zstandby-20261101T000001Z-000001")
                .server(new LocalServer.Absent(false));
        assertThat(kinds(plan(replace(unmounted)))).startsWith("MountLive", "KeepWal");
    }

    @Test
    void theSlotOfAFailedSeedIsTakenBack() {
        assertThat(only(plan(seed(empty())), Step.KeepWal.class)).isEqualTo(new Step.KeepWal(SLOT, IfFailed.DROP));
    }

    @Test
    void theSlotIsAlsoTakenBackWhenASeedThatHadSwappedCannotBeFinished() {
        var swapped = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .liveMarked(Member.DATA, "20261122T000000Z-aaaaaa");
        assertThat(only(plan(seed(swapped)), Step.KeepWal.class).ifFailed()).isEqualTo(IfFailed.DROP);
        var hasRetired = swapped.retired("20261122T000000Z-aaaaaa", "standby");
        assertThat(only(plan(seed(hasRetired)), Step.KeepWal.class).ifFailed()).isEqualTo(IfFailed.DROP_IF_MADE);
    }

    @Test
    void whatIsMissingAboveTheRootIsCreatedFirst() {
        var parent = new DatasetName("tank/clusters");
        assertThat(plan(seed(empty().missingParent(parent))).steps()).contains(new Step.CreateParent(parent));
        assertThat(kinds(plan(seed(empty().missingParent(parent)))))
                .startsWith("KeepWal", "CreateParent", "TakeSnapshot");
    }

    @Test
    void whereThereIsNoTreeNoneIsRetired() {
        var swap = only(plan(seed(empty())), Step.Swap.class);
        assertThat(swap.keepsFormer()).isFalse();
        assertThat(swap.describe()).isEqualTo("swap: tank/pg.zstandby-staged becomes tank/pg");
    }

    @Test
    void aReceiveThatWasInterruptedIsGoneOnWith() {
        var plan = plan(
                seed(empty().interrupted(Member.DATA, "zstandby-20261101T000001Z-000001", java.util.Optional.empty())));
        assertThat(kinds(plan)).containsSubsequence("KeepWal", "ResumeReceive", "TakeSnapshot", "Receive");
    }

    @Test
    void aClusterThatIsThereIsNotReplacedUnasked() {
        var finding = refusal(seed(Sightings.single()
                        .here("zstandby-20261101T000001Z-000001")
                        .there("zstandby-20261101T000009Z-000009")))
                .getFirst();
        assertThat(finding.id()).isEqualTo("live-tree-exists");
        assertThat(finding.grade()).isEqualTo(Finding.Grade.REFUSAL);
        assertThat(finding.remedy()).contains("zstandby seed --replace");
    }

    @Test
    void aClusterWithACommonSnapshotOnlyNeedsAReset() {
        assertThat(refusal(seed(Sightings.single().common("zstandby-20261101T000001Z-000001")))
                        .getFirst()
                        .remedy())
                .contains("zstandby reset")
                .doesNotContain("--replace");
    }

    @Test
    void filesUnderneathTheMountpointAreNotHidden() {
        var finding =
                refusal(seed(empty().server(new LocalServer.Absent(true)))).getFirst();
        assertThat(finding.id()).isEqualTo("data-directory-occupied");
        assertThat(finding.remedy())
                .endsWith("mv /var/lib/postgresql/17/main /var/lib/postgresql/17/main.before-zstandby");
    }

    @Test
    void aClusterOnOtherDatasetsIsNotHiddenEvenToReplaceIt() {
        assertThat(ids(replace(empty().server(ServerFixture.stopped(ClusterState.SHUT_DOWN)))))
                .containsExactly("data-directory-occupied");
    }

    @Test
    void anotherClusterIsNotReplacedUnasked() {
        var sightings = Sightings.single()
                .here("zstandby-20261101T000001Z-000001")
                .there("zstandby-20261101T000009Z-000009")
                .server(ServerFixture.primary()
                        .cluster(ServerFixture.OTHER_CLUSTER)
                        .running());
        assertThat(ids(seed(sightings))).containsExactly("system-identifier", "live-tree-exists");
    }

    @Test
    void anotherClusterIsReplacedWhenAskedAndConfirmedByName() {
        var sightings = Sightings.single()
                .here("zstandby-20261101T000001Z-000001")
                .there("zstandby-20261101T000009Z-000009")
                .server(ServerFixture.primary()
                        .cluster(ServerFixture.OTHER_CLUSTER)
                        .running());
        var plan = plan(replace(sightings));
        assertThat(plan.confirmation().orElseThrow().node()).isEqualTo("beta");
        assertThat(plan.reasons()).containsExactly("the cluster that is there is kept as a retired tree");
        assertThat(only(plan, Step.Swap.class).swaps().getFirst().outgoing())
                .isEqualTo(new DatasetName("tank/pg.zstandby-retired-" + ID));
    }

    /** Its blocks may be why somebody wants all of it anew. */
    @Test
    void whatIsReplacedSharesNothingWithWhatComes() {
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .staged("zstandby-20261101T000001Z-000001")
                .stagedFrom("zstandby-20261101T000001Z-000001");
        var plan = plan(replace(sightings));
        assertThat(kinds(plan)).containsSubsequence("KeepWal", "DropStaged", "TakeSnapshot", "Receive");
        assertThat(only(plan, Step.Receive.class).base()).isEmpty();
    }

    @Test
    void anUndoThatTookBackWhatNoResetCanUseIsReplaced() {
        var taken = Sightings.single()
                .here("zstandby-20261101T000001Z-000001")
                .there("zstandby-20261101T000009Z-000009")
                .liveTakenBack(Member.DATA, "20261122T000000Z-aaaaaa")
                .retired("20261122T000000Z-aaaaaa", "standby")
                .server(ServerFixture.stopped(ClusterState.SHUT_DOWN));
        assertThat(ids(seed(taken))).containsExactly("no-common-snapshot");
        assertThat(kinds(plan(replace(taken)))).startsWith("Settle", "KeepWal");
    }

    @Test
    void replacingIsNoReasonToOverlookAnythingElse() {
        var sightings = Sightings.single()
                .here("zstandby-20261101T000001Z-000001")
                .primary(ServerFixture.primary().inRecovery());
        assertThat(ids(replace(sightings))).containsExactly("peer-role");
    }

    @Test
    void aPoolThatIsTooSmallIsSaidBeforeAnythingStarts() {
        var finding =
                refusal(seed(empty().expected(100L << 30).room(50L << 30))).getFirst();
        assertThat(finding.id()).isEqualTo("no-room");
        assertThat(finding.sentence())
                .isEqualTo("About 100.0 GiB will arrive for tank/pg, but only 50.0 GiB are available there.");
        assertThat(finding.remedy()).contains("zfs list -o space -r tank");
    }

    /** As of a seed from a primary that is gone for good. */
    @Test
    void whatGoesBeforeAnythingArrivesIsRoom() {
        var half = empty().expected(60L << 30).room(40L << 30).stagedReferenced(50L << 30);
        assertThat(kinds(plan(seed(half.interruptedUnreadably(Member.DATA))))).contains("AbandonReceive");
        var shared = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .expected(60L << 30)
                .room(40L << 30)
                .stagedReferenced(50L << 30)
                .staged()
                .stagedFrom("zstandby-20261101T000001Z-000001");
        assertThat(ids(replace(shared))).containsExactly("no-room");
    }

    @Test
    void whatCouldNotStreamAfterwardsIsNotBegun() {
        assertThat(ids(seed(empty().mayNotStream()))).containsExactly("stream-from-peer");
        assertThat(ids(replace(Sightings.single().mayNotStream()))).containsExactly("stream-from-peer");
    }

    @Test
    void aBegunCutOverIsFinishedAndNothingIsReceivedAgain() {
        var begun = empty().mayNotStream()
                .staged("zstandby-20261101T000001Z-000001")
                .prepared()
                .stagedMarked(Member.DATA, "X");
        var plan = plan(seed(begun));
        assertThat(kinds(plan)).isEqualTo(Decisions.FINISHING);
        assertThat(only(plan, Step.BeginCutOver.class).id()).isEqualTo("X");
    }
}
