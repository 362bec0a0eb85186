package dev.zstandby.operations;

import static dev.zstandby.operations.Decisions.ids;
import static dev.zstandby.operations.Decisions.kinds;
import static dev.zstandby.operations.Decisions.plan;
import static dev.zstandby.operations.Decisions.refusal;
import static dev.zstandby.operations.Sightings.ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.config.Member;
import org.junit.jupiter.api.Test;

class SyncPlannerTest {
    private static Decision sync(Sightings sightings) {
        return SyncPlanner.plan(sightings.seen(), ID);
    }

    @Test
    void receivesAndTouchesNoServer() {
        var plan = plan(sync(Sightings.single().common("zstandby-20261101T000001Z-000001")));
        assertThat(kinds(plan)).containsExactly("TakeSnapshot", "Receive", "HoldCommon", "ReleaseOldHolds");
        assertThat(plan.confirmation()).isEmpty();
    }

    @Test
    void needsNoConfirmationEvenOnARunningPrimary() {
        var plan = plan(sync(Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .server(ServerFixture.primary().running())));
        assertThat(plan.confirmation()).isEmpty();
    }

    @Test
    void aTreeThatWasPreparedIsTakenBackAndReceivedInto() {
        var plan = plan(sync(Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .staged("zstandby-20261101T000001Z-000001")
                .prepared()));
        assertThat(kinds(plan))
                .containsExactly("UndoPreparation", "TakeSnapshot", "Receive", "HoldCommon", "ReleaseOldHolds");
    }

    @Test
    void aBegunCutOverIsToBeFinishedFirst() {
        var between = Sightings.single()
                .there("zstandby-20261101T000001Z-000001")
                .noLive()
                .staged("zstandby-20261101T000001Z-000001")
                .stagedMarked(Member.DATA, "X");
        var finding = refusal(sync(between)).getFirst();
        assertThat(finding.id()).isEqualTo("cut-over-under-way");
        assertThat(finding.remedy()).isEqualTo("zstandby reset");
    }

    @Test
    void aNodeWithoutALiveTreeIsToBeSeeded() {
        assertThat(ids(sync(Sightings.single()
                        .there("zstandby-20261101T000001Z-000001")
                        .noLive())))
                .containsExactly("no-live-tree");
    }

    @Test
    void withoutACommonSnapshotItIsRefused() {
        assertThat(ids(sync(Sightings.single().here("zstandby-20261101T000001Z-000001"))))
                .containsExactly("no-common-snapshot");
    }

    /** It would bring something newer, and nobody could tell any more that the standby holds what the primary never wrote. */
    @Test
    void aPrimaryThatWasTakenBackIsForAResetToSee() {
        var lost = Sightings.single().common("zstandby-20261101T000001Z-000001");
        var finding = refusal(sync(lost.lost(lost.ours(Member.DATA, "zstandby-20261101T000002Z-000002"))))
                .getFirst();
        assertThat(finding.id()).isEqualTo("common-snapshot-gone");
        assertThat(finding.remedy()).startsWith("zstandby reset");
    }

    @Test
    void whetherTheServerMayStreamDoesNotMatterToIt() {
        assertThat(kinds(plan(sync(Sightings.single()
                        .common("zstandby-20261101T000001Z-000001")
                        .mayNotStream()))))
                .contains("Receive");
    }

    @Test
    void whatDoesNotFitIsNotBegun() {
        assertThat(ids(sync(Sightings.single()
                        .common("zstandby-20261101T000001Z-000001")
                        .room(1))))
                .containsExactly("no-room");
    }
}
