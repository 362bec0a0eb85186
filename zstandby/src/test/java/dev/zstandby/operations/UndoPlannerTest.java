package dev.zstandby.operations;

import static dev.zstandby.operations.Decisions.ids;
import static dev.zstandby.operations.Decisions.kinds;
import static dev.zstandby.operations.Decisions.nothingToDo;
import static dev.zstandby.operations.Decisions.only;
import static dev.zstandby.operations.Decisions.plan;
import static dev.zstandby.operations.Decisions.refusal;
import static dev.zstandby.operations.Sightings.ID;
import static dev.zstandby.operations.Sightings.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Failure;
import dev.zstandby.config.Member;
import dev.zstandby.operations.Step.StartServer.As;
import dev.zstandby.postgres.ClusterState;
import dev.zstandby.postgres.Silence;
import dev.zstandby.zfs.DatasetName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UndoPlannerTest {
    private static final String OLDER = "20261101T000000Z-aaaaaa";
    private static final String NEWER = "20261102T000000Z-bbbbbb";

    private static Decision undo(Sightings sightings) {
        return UndoPlanner.plan(sightings.configuration(), sightings.local(), ID, Optional.empty());
    }

    @Test
    void withoutARetiredTreeThereIsNothingToGoBackTo() {
        assertThat(nothingToDo(undo(Sightings.single()))).isEqualTo("beta has no retired tree to go back to.");
    }

    @Test
    void theRetiredTreeAndTheLiveOneChangePlaces() {
        var swaps = List.of(new RootSwap(
                new DatasetName("tank/pg"),
                new DatasetName("tank/pg.zstandby-retired-" + OLDER),
                new DatasetName("tank/pg.zstandby-retired-" + ID)));
        assertThat(plan(undo(Sightings.single().retired(OLDER, "standby"))).steps())
                .containsExactly(
                        new Step.BeginCutOver(ID, swaps, List.of()),
                        new Step.StopServer(SERVICE, List.of(Path.of("/var/lib/postgresql")), false),
                        new Step.Swap(swaps, true),
                        Step.MountLive.whole(),
                        new Step.StartServer(SERVICE, As.FORMER_STANDBY),
                        new Step.Settle(List.of(new DatasetName("tank/pg"))));
    }

    @Test
    void whatWasLiveIsMountedFirstSoThatItIsSeenWhatItWas() {
        var unmounted = Sightings.single()
                .liveUnmounted()
                .server(new LocalServer.Absent(false))
                .retired(OLDER, "standby");
        assertThat(kinds(plan(undo(unmounted)))).startsWith("MountLive", "BeginCutOver", "StopServer");
    }

    /** A tree that cannot be mounted is a reason to go back, and no obstacle. */
    @Test
    void whatWasLiveIsMountedAsFarAsItGoes() {
        var broken = Sightings.nested()
                .liveUnmounted()
                .noLive(Member.WAL)
                .server(new LocalServer.Absent(false))
                .retired(OLDER, "standby");
        assertThat(plan(undo(broken)).steps()).startsWith(Step.MountLive.whatThereIs());
    }

    @Test
    void ofTwoRetiredTreesTheNewerIsTaken() {
        var sightings = Sightings.single().retired(NEWER, "standby").retired(OLDER, "standby");
        assertThat(only(plan(undo(sightings)), Step.Swap.class)
                        .swaps()
                        .getFirst()
                        .incoming())
                .isEqualTo(new DatasetName("tank/pg.zstandby-retired-" + NEWER));
    }

    private static Decision undoTo(Sightings sightings, String id) {
        return UndoPlanner.plan(sightings.configuration(), sightings.local(), ID, Optional.of(id));
    }

    @Test
    void aTreeThatIsNamedIsTaken() {
        var sightings = Sightings.single().retired(OLDER, "standby").retired(NEWER, "standby");
        assertThat(only(plan(undoTo(sightings, OLDER)), Step.Swap.class)
                        .swaps()
                        .getFirst()
                        .incoming())
                .isEqualTo(new DatasetName("tank/pg.zstandby-retired-" + OLDER));
    }

    @Test
    void aTreeThatIsNotThereIsNamedWithThoseThatAre() {
        var finding = refusal(undoTo(Sightings.single().retired(OLDER, "standby"), NEWER))
                .getFirst();
        assertThat(finding.id()).isEqualTo("no-such-tree");
        assertThat(finding.remedy()).endsWith(OLDER);
        assertThat(ids(undoTo(Sightings.single(), NEWER))).containsExactly("no-such-tree");
    }

    /** What it took back may not start at all. */
    @Test
    void fromAnUndoThatHasRenamedAllATreeThatIsNamedIsTheWayOut() {
        var taken = Sightings.single()
                .liveTakenBack(Member.DATA, NEWER)
                .retired(NEWER, "standby")
                .server(ServerFixture.stopped(ClusterState.SHUT_DOWN_IN_RECOVERY));
        assertThat(only(plan(undo(taken)), Step.Swap.class).swaps()).isEmpty();
        var plan = plan(undoTo(taken, NEWER));
        assertThat(kinds(plan)).startsWith("Settle", "BeginCutOver", "StopServer", "Swap");
        assertThat(only(plan, Step.Swap.class).swaps().getFirst().incoming())
                .isEqualTo(new DatasetName("tank/pg.zstandby-retired-" + NEWER));
    }

    @Test
    void anUndoToATreeThatIsNamedIsFinishedByTheSameCommand() {
        var taken = Sightings.single()
                .liveTakenBack(Member.DATA, NEWER)
                .retired(NEWER, "standby")
                .server(ServerFixture.stopped(ClusterState.SHUT_DOWN_IN_RECOVERY));
        assertThat(plan(undoTo(taken, OLDER)).summary()).startsWith("Finish the cut-over");
    }

    @Test
    void whatWasStoppedAndNotSwappedGivesWayToATreeThatIsNamed() {
        assertThat(kinds(plan(undoTo(brokenOff(ClusterState.SHUT_DOWN_IN_RECOVERY, "standby"), OLDER))))
                .contains("Swap");
    }

    @Test
    void allRootsGoBack() {
        assertThat(only(plan(undo(Sightings.twoRoots().retired(OLDER, "standby"))), Step.Swap.class)
                        .swaps())
                .extracting(swap -> swap.incoming().value())
                .containsExactly("tank/data.zstandby-retired-" + OLDER, "tank/wal.zstandby-retired-" + OLDER);
    }

    @Test
    void goingBackToAFormerStandbyNeedsNoConfirmation() {
        assertThat(plan(undo(Sightings.single().retired(OLDER, "standby"))).confirmation())
                .isEmpty();
    }

    @Test
    void goingBackToAFormerPrimaryIsConfirmedByTheNodesName() {
        var confirmation = plan(undo(Sightings.single().retired(OLDER, "primary")))
                .confirmation()
                .orElseThrow();
        assertThat(confirmation.node()).isEqualTo("beta");
        assertThat(confirmation.sentence()).contains("was a primary", "beside the one there is");
        assertThat(confirmation.sight()).containsExactly("retired tree " + OLDER);
    }

    /** Only what was a primary may come up without saying that it is a standby. */
    @Test
    void whatWasAPrimaryMayBeOneAgainAndNothingElse() {
        assertThat(only(plan(undo(Sightings.single().retired(OLDER, "primary"))), Step.StartServer.class)
                        .as())
                .isEqualTo(As.FORMER_PRIMARY);
        assertThat(only(plan(undo(Sightings.single().retired(OLDER, "standby"))), Step.StartServer.class)
                        .as())
                .isEqualTo(As.FORMER_STANDBY);
        assertThat(only(plan(undo(brokenOff(ClusterState.SHUT_DOWN, "standby"))), Step.StartServer.class)
                        .as())
                .isEqualTo(As.FORMER_PRIMARY);
    }

    @Test
    void stoppingARunningPrimaryIsConfirmedByTheNodesName() {
        var sightings = Sightings.single()
                .retired(OLDER, "standby")
                .server(ServerFixture.primary().running());
        assertThat(plan(undo(sightings)).confirmation().orElseThrow().sentence())
                .isEqualTo("The server of beta runs and may be a primary.");
    }

    @Test
    void aStoppedServerNeedsNoConfirmation() {
        var sightings = Sightings.single()
                .retired(OLDER, "standby")
                .server(ServerFixture.stopped(ClusterState.SHUT_DOWN_IN_RECOVERY));
        assertThat(plan(undo(sightings)).confirmation()).isEmpty();
    }

    private static Sightings brokenOff(ClusterState state, String noted) {
        return Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .staged("zstandby-20261101T000001Z-000001")
                .prepared()
                .stagedMarked(Member.DATA, NEWER)
                .liveRole(Member.DATA, noted)
                .retired(OLDER, "standby")
                .server(ServerFixture.stopped(state));
    }

    @Test
    void whatWasStoppedAndNotSwappedIsStartedAgain() {
        var plan = plan(undo(brokenOff(ClusterState.SHUT_DOWN_IN_RECOVERY, "standby")));
        assertThat(plan.steps())
                .containsExactly(
                        Step.MountLive.whole(),
                        new Step.StartServer(SERVICE, As.FORMER_STANDBY),
                        new Step.Settle(List.of(new DatasetName("tank/pg"))));
        assertThat(plan.confirmation()).isEmpty();
    }

    /** As by an undo that was killed while the server started, or by a reboot. */
    @Test
    void whatRunsAgainIsSettledAndNoOlderTreeTakenBack() {
        var runs = brokenOff(ClusterState.SHUT_DOWN_IN_RECOVERY, "standby")
                .server(ServerFixture.standby().running());
        assertThat(kinds(plan(undo(runs)))).containsExactly("Settle");
        assertThat(plan(undo(runs)).confirmation()).isEmpty();
        assertThat(kinds(plan(undoTo(runs, OLDER)))).contains("Swap");
    }

    /** It may fail yet; whether it comes up is to be waited for. */
    @Test
    void whatIsOnlyAboutToRunAgainIsStartedAgain() {
        var starting = brokenOff(ClusterState.SHUT_DOWN_IN_RECOVERY, "standby")
                .server(new LocalServer.Silent(
                        Failure.environment("the database system is starting up."),
                        Silence.NOT_YET,
                        Optional.of(ServerFixture.control(ClusterState.SHUT_DOWN_IN_RECOVERY, ServerFixture.CLUSTER))));
        assertThat(kinds(plan(undo(starting)))).containsExactly("MountLive", "StartServer", "Settle");
    }

    /** As by a reset that was run again, and broken off again. */
    @Test
    void itIsStartedAgainAlsoWhenWhatWasStagedBearsNoMarkAnyMore() {
        var unmarked = Sightings.single()
                .liveRole(Member.DATA, "standby")
                .retired(OLDER, "standby")
                .server(ServerFixture.stopped(ClusterState.SHUT_DOWN_IN_RECOVERY));
        assertThat(kinds(plan(undo(unmarked)))).containsExactly("MountLive", "StartServer", "Settle");
    }

    @Test
    void aNoteThatIsOlderThanAPromotionDoesNotMakeItAStandby() {
        assertThat(plan(undo(brokenOff(ClusterState.SHUT_DOWN, "standby"))).confirmation())
                .isPresent();
    }

    @Test
    void aPrimaryThatWasStoppedAndNotSwappedIsStartedAgainWhenTheNodeIsNamed() {
        var unmounted = brokenOff(ClusterState.SHUT_DOWN, "primary").server(new LocalServer.Absent(false));
        assertThat(plan(undo(unmounted)).confirmation().orElseThrow().sentence())
                .contains("was a primary");
    }

    @Test
    void oneThatWasNeverStoppedForACutOverIsNot() {
        var unmarked = Sightings.single()
                .retired(OLDER, "standby")
                .server(ServerFixture.stopped(ClusterState.SHUT_DOWN_IN_RECOVERY));
        assertThat(kinds(plan(undo(unmarked)))).contains("Swap");
    }

    @Test
    void aSwapThatWasInterruptedIsFinishedFirst() {
        var sightings = Sightings.single()
                .noLive()
                .staged("zstandby-20261101T000001Z-000001")
                .prepared()
                .stagedMarked(Member.DATA, NEWER)
                .retired(NEWER, "standby");
        var plan = plan(undo(sightings));
        assertThat(plan.summary()).contains(NEWER);
        assertThat(plan.reasons()).containsExactly("a reset or seed had begun; undo can be run again after it");
        assertThat(only(plan, Step.StartServer.class).asItWas()).isFalse();
        assertThat(only(plan, Step.Swap.class).swaps())
                .containsExactly(new RootSwap(
                        new DatasetName("tank/pg"),
                        new DatasetName("tank/pg.zstandby-staged"),
                        new DatasetName("tank/pg.zstandby-retired-" + NEWER)));
    }

    @Test
    void aResetThatFailedAfterItsSwapIsUndone() {
        var sightings = Sightings.single().liveMarked(Member.DATA, NEWER).retired(NEWER, "standby");
        assertThat(only(plan(undo(sightings)), Step.Swap.class)
                        .swaps()
                        .getFirst()
                        .incoming())
                .isEqualTo(new DatasetName("tank/pg.zstandby-retired-" + NEWER));
        assertThat(kinds(plan(undo(sightings)))).doesNotContain("AwaitStreaming", "Receive", "TakeSnapshot");
        assertThat(only(plan(undo(sightings)), Step.StartServer.class).asItWas())
                .isTrue();
    }

    @Test
    void theMarkOfTheResetThatIsUndoneIsTakenOff() {
        var sightings = Sightings.single().liveMarked(Member.DATA, NEWER).retired(NEWER, "standby");
        var begin = only(plan(undo(sightings)), Step.BeginCutOver.class);
        assertThat(begin.id()).isEqualTo(ID);
        assertThat(begin.stale()).containsExactly(new DatasetName("tank/pg"));
    }

    @Test
    void afterAFirstSeedThatFailedThereIsNothingToGoBackTo() {
        assertThat(nothingToDo(undo(Sightings.single().liveMarked(Member.DATA, NEWER))))
                .isEqualTo("beta has no retired tree to go back to.");
    }

    @Test
    void aResetThatWasInterruptedBetweenItsRootsIsFinishedAsAStandby() {
        var sightings = Sightings.twoRoots()
                .liveMarked(Member.DATA, NEWER)
                .retiredOnly(Member.DATA, NEWER, Optional.empty())
                .staged(Member.WAL, "zstandby-20261101T000001Z-000001")
                .stagedMarked(Member.WAL, NEWER);
        var plan = plan(undo(sightings));
        assertThat(only(plan, Step.Swap.class).swaps())
                .containsExactly(new RootSwap(
                        new DatasetName("tank/wal"),
                        new DatasetName("tank/wal.zstandby-staged"),
                        new DatasetName("tank/wal.zstandby-retired-" + NEWER)));
        assertThat(only(plan, Step.StartServer.class).asItWas()).isFalse();
    }

    @Test
    void finishingStopsAPrimaryThatRunsMeanwhileOnlyWhenTheNodeIsNamed() {
        var running = Sightings.twoRoots()
                .liveMarked(Member.DATA, NEWER)
                .retiredOnly(Member.DATA, NEWER, Optional.empty())
                .staged(Member.WAL, "zstandby-20261101T000001Z-000001")
                .stagedMarked(Member.WAL, NEWER)
                .server(ServerFixture.primary().running());
        assertThat(plan(undo(running)).confirmation()).isPresent();
    }

    @Test
    void aRetiredTreeThatLacksARootIsPassedOver() {
        var sightings =
                Sightings.twoRoots().retired(OLDER, "standby").retiredOnly(Member.DATA, NEWER, Optional.empty());
        assertThat(only(plan(undo(sightings)), Step.Swap.class).swaps())
                .extracting(swap -> swap.incoming().value())
                .containsExactly("tank/data.zstandby-retired-" + OLDER, "tank/wal.zstandby-retired-" + OLDER);
        assertThat(nothingToDo(undo(Sightings.twoRoots().retiredOnly(Member.WAL, NEWER, Optional.empty()))))
                .isEqualTo("beta has no retired tree to go back to.");
    }
}
