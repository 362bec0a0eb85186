package dev.zstandby.operations;

import static dev.zstandby.operations.Decisions.ids;
import static dev.zstandby.operations.Decisions.kinds;
import static dev.zstandby.operations.Decisions.only;
import static dev.zstandby.operations.Decisions.plan;
import static dev.zstandby.operations.Decisions.refusal;
import static dev.zstandby.operations.Sightings.ID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import dev.zstandby.config.Member;
import dev.zstandby.postgres.ClusterState;
import dev.zstandby.zfs.DatasetName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An undo of two roots that was killed at each point of its cut-over, and the commands that come after it. */
class UndoUnderWayTest {
    private static final String TAKEN_BACK = "20261101T000000Z-bbbbbb";
    private static final String BEGUN = "20261122T000000Z-aaaaaa";
    private static final RootSwap DATA = swap("tank/data");
    private static final RootSwap WAL = swap("tank/wal");

    private static RootSwap swap(String root) {
        return new RootSwap(
                new DatasetName(root),
                new DatasetName(root + ".zstandby-retired-" + TAKEN_BACK),
                new DatasetName(root + ".zstandby-retired-" + BEGUN));
    }

    private static Sightings pair() {
        return Sightings.twoRoots().common("zstandby-20261101T000001Z-000001");
    }

    private static Sightings firstRootRetired() {
        return pair().noLive(Member.DATA)
                .retired(TAKEN_BACK, "standby", Optional.of(BEGUN))
                .retiredOnly(Member.DATA, BEGUN, Optional.empty());
    }

    private static Sightings firstRootSwapped() {
        return pair().liveTakenBack(Member.DATA, BEGUN)
                .retiredOnly(Member.WAL, TAKEN_BACK, Optional.of(BEGUN))
                .retiredOnly(Member.DATA, BEGUN, Optional.empty());
    }

    private static Sightings secondRootRetired() {
        return pair().liveTakenBack(Member.DATA, BEGUN)
                .noLive(Member.WAL)
                .retiredOnly(Member.WAL, TAKEN_BACK, Optional.of(BEGUN))
                .retired(BEGUN, "standby");
    }

    private static Sightings allSwapped() {
        return pair().liveTakenBack(Member.DATA, BEGUN)
                .liveTakenBack(Member.WAL, BEGUN)
                .retired(BEGUN, "primary");
    }

    static Stream<Named<Sightings>> halfSwapped() {
        return Stream.of(
                named("first root retired", firstRootRetired()),
                named("first root swapped", firstRootSwapped()),
                named("second root retired", secondRootRetired()));
    }

    static Stream<Named<Sightings>> underWay() {
        return Stream.concat(halfSwapped(), Stream.of(named("all swapped", allSwapped())));
    }

    private static Decision undo(Sightings sightings) {
        return UndoPlanner.plan(sightings.configuration(), sightings.local(), ID, Optional.empty());
    }

    private static void finishesWith(Sightings sightings, RootSwap... remaining) {
        var plan = plan(undo(sightings));
        assertThat(kinds(plan))
                .containsExactly("BeginCutOver", "StopServer", "Swap", "MountLive", "StartServer", "Settle");
        assertThat(only(plan, Step.BeginCutOver.class))
                .isEqualTo(new Step.BeginCutOver(BEGUN, List.of(remaining), List.of()));
        assertThat(only(plan, Step.Swap.class).swaps()).containsExactly(remaining);
        assertThat(only(plan, Step.StartServer.class).asItWas()).isTrue();
        assertThat(plan.reasons()).containsExactly("an undo had begun");
        assertThat(plan.confirmation()).isEmpty();
    }

    /** Should it be refused at the stop, what is live must not be left a clone that no boot mounts. */
    @Test
    void aResetThatIsNotSettledIsSettledBeforeItIsUndone() {
        var unsettled = pair().liveMarked(Member.DATA, "20261122T000000Z-cccccc")
                .liveMarked(Member.WAL, "20261122T000000Z-cccccc")
                .retired("20261122T000000Z-cccccc", "standby");

        assertThat(kinds(plan(undo(unsettled)))).startsWith("Settle", "BeginCutOver", "StopServer");
    }

    /** The role that is noted on the live tree by then tells of an undo, and not of a reset that would be taken back. */
    @Test
    void afterTheStopItIsBegunAgain() {
        var stopped = pair().retired(TAKEN_BACK, "standby", Optional.of(BEGUN))
                .liveRole(Member.DATA, "standby")
                .server(ServerFixture.stopped(ClusterState.SHUT_DOWN_IN_RECOVERY));
        assertThat(kinds(plan(undo(stopped)))).contains("Swap");
    }

    @Test
    void beforeTheFirstRenameItIsBegunAgain() {
        var begin =
                only(plan(undo(pair().retired(TAKEN_BACK, "standby", Optional.of(BEGUN)))), Step.BeginCutOver.class);
        assertThat(begin.id()).isEqualTo(ID);
        assertThat(begin.swaps()).extracting(RootSwap::incoming).containsExactly(DATA.incoming(), WAL.incoming());
        assertThat(begin.stale()).containsExactly(DATA.incoming(), WAL.incoming());
    }

    @Test
    void afterTheFirstRootWasRetired() {
        finishesWith(firstRootRetired(), DATA, WAL);
    }

    @Test
    void afterTheFirstRootWasSwapped() {
        finishesWith(firstRootSwapped(), WAL);
    }

    @Test
    void afterTheSecondRootWasRetired() {
        finishesWith(secondRootRetired(), WAL);
    }

    @Test
    void afterAllRenamesItIsNotTakenBackItself() {
        finishesWith(allSwapped().server(ServerFixture.stopped(ClusterState.SHUT_DOWN_IN_RECOVERY)));
    }

    @Test
    void aServerThatRunsOnTheTreeItWasTakenBackToIsLeftAlone() {
        var primary = allSwapped()
                .liveRole(Member.DATA, "primary")
                .server(ServerFixture.primary().running());
        assertThat(kinds(plan(undo(primary)))).containsExactly("Settle");
        assertThat(plan(undo(primary)).confirmation()).isEmpty();
        assertThat(kinds(plan(undo(allSwapped())))).containsExactly("Settle");
    }

    @Test
    void whatStartsAPrimaryIsConfirmedAgain() {
        var stopped = ServerFixture.stopped(ClusterState.SHUT_DOWN);
        assertThat(plan(undo(allSwapped().liveRole(Member.DATA, "primary").server(stopped)))
                        .confirmation())
                .hasValueSatisfying(
                        wanted -> assertThat(wanted.sentence())
                                .isEqualTo(
                                        "The tree that the undo takes back was a primary: this starts beta as a primary beside the one there is."));
        var halfSwapped = pair().noLive(Member.DATA)
                .retired(TAKEN_BACK, "primary", Optional.of(BEGUN))
                .retiredOnly(Member.DATA, BEGUN, Optional.empty())
                .server(stopped);
        assertThat(plan(undo(halfSwapped)).confirmation()).isPresent();
    }

    @Test
    void whatWasOnlyMarkedForRetirementIsNoUndo() {
        var reset = pair().liveMarked(Member.DATA, BEGUN)
                .staged(Member.WAL, "zstandby-20261101T000001Z-000001")
                .stagedMarked(Member.WAL, BEGUN);
        assertThat(reset.local().undoUnderWay()).isFalse();
        assertThat(pair().retired(TAKEN_BACK, "standby", Optional.of(BEGUN))
                        .local()
                        .undoUnderWay())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("halfSwapped")
    void aResetWaitsForTheUndo(Sightings sightings) {
        var refused = ResetPlanner.plan(sightings.seen(), ID, true);
        assertThat(ids(refused)).containsExactly("undo-under-way");
        assertThat(refusal(refused).getFirst().remedy()).isEqualTo("zstandby undo");
    }

    @ParameterizedTest
    @MethodSource("halfSwapped")
    void aSeedWaitsForTheUndo(Sightings sightings) {
        assertThat(ids(SeedPlanner.plan(sightings.seen(), ID, true))).containsExactly("undo-under-way");
        assertThat(ids(SeedPlanner.plan(sightings.seen(), ID, false))).containsExactly("undo-under-way");
    }

    @ParameterizedTest
    @MethodSource("underWay")
    void nothingIsSyncedMeanwhile(Sightings sightings) {
        assertThat(ids(SyncPlanner.plan(sightings.seen(), ID))).contains("cut-over-under-way");
    }
}
