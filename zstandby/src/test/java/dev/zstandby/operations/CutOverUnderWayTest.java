package dev.zstandby.operations;

import static dev.zstandby.operations.Decisions.kinds;
import static dev.zstandby.operations.Decisions.only;
import static dev.zstandby.operations.Decisions.plan;
import static dev.zstandby.operations.Sightings.ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.config.Member;
import dev.zstandby.zfs.DatasetName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A reset of two roots that was killed at each point of its cut-over, and the reset that comes after it. */
class CutOverUnderWayTest {
    private static final String BEGUN = "20261122T000000Z-aaaaaa";
    private static final RootSwap DATA = swap("tank/data");
    private static final RootSwap WAL = swap("tank/wal");

    private static RootSwap swap(String root) {
        return new RootSwap(
                new DatasetName(root),
                new DatasetName(root + ".zstandby-staged"),
                new DatasetName(root + ".zstandby-retired-" + BEGUN));
    }

    private static Sightings pair() {
        return Sightings.twoRoots()
                .common("zstandby-20261101T000001Z-000001")
                .there("zstandby-20261101T000002Z-000002")
                .prepared();
    }

    private static Plan reset(Sightings sightings) {
        return plan(ResetPlanner.plan(sightings.seen(), ID, false));
    }

    private static void finishesWith(Sightings sightings, RootSwap... remaining) {
        var plan = reset(sightings);
        assertThat(kinds(plan)).isEqualTo(Decisions.FINISHING);
        assertThat(only(plan, Step.BeginCutOver.class).id()).isEqualTo(BEGUN);
        assertThat(only(plan, Step.BeginCutOver.class).stale()).isEmpty();
        assertThat(only(plan, Step.Swap.class).swaps()).containsExactly(remaining);
        assertThat(only(plan, Step.StartServer.class).asItWas()).isFalse();
        assertThat(plan.confirmation()).isEmpty();
        assertThat(plan.summary()).contains(BEGUN);
    }

    @Test
    void beforeTheFirstRenameItIsBegunAgainFromWhatIsStaged() {
        var marked = pair().staged("zstandby-20261101T000002Z-000002")
                .stagedMarked(Member.DATA, BEGUN)
                .stagedMarked(Member.WAL, BEGUN);
        var plan = reset(marked);
        assertThat(kinds(plan)).startsWith("KeepWal", "UndoPreparation", "UndoPreparation", "TakeSnapshot");
        assertThat(only(plan, Step.BeginCutOver.class))
                .isEqualTo(new Step.BeginCutOver(
                        ID, only(plan, Step.Swap.class).swaps(), List.of(DATA.incoming(), WAL.incoming())));
    }

    @Test
    void afterTheFirstRootWasRetired() {
        finishesWith(
                pair().noLive(Member.DATA)
                        .staged("zstandby-20261101T000002Z-000002")
                        .stagedMarked(Member.DATA, BEGUN)
                        .stagedMarked(Member.WAL, BEGUN),
                DATA,
                WAL);
    }

    @Test
    void afterTheFirstRootWasSwapped() {
        finishesWith(
                pair().liveMarked(Member.DATA, BEGUN)
                        .staged(Member.WAL, "zstandby-20261101T000002Z-000002")
                        .stagedMarked(Member.WAL, BEGUN),
                WAL);
    }

    @Test
    void afterTheSecondRootWasRetired() {
        finishesWith(
                pair().liveMarked(Member.DATA, BEGUN)
                        .noLive(Member.WAL)
                        .staged(Member.WAL, "zstandby-20261101T000002Z-000002")
                        .stagedMarked(Member.WAL, BEGUN),
                WAL);
    }

    /** The power went between the marks of a first seed's two roots: nothing is stopped or renamed yet. */
    @Test
    void aFirstSeedThatHasMarkedOneOfItsRootsOnlyIsPlannedAnew() {
        var seen = Sightings.twoRoots()
                .noLive()
                .there("zstandby-20261101T000002Z-000002")
                .staged("zstandby-20261101T000002Z-000002")
                .prepared()
                .stagedMarked(Member.DATA, BEGUN)
                .server(new LocalServer.Absent(false))
                .seen();

        assertThat(seen.local().cutOverUnderWay()).isEmpty();
        assertThat(kinds(Decisions.plan(SeedPlanner.plan(seen, ID, false))))
                .startsWith("KeepWal", "UndoPreparation", "UndoPreparation", "TakeSnapshot")
                .contains("BeginCutOver");
    }

    @Test
    void afterAllRenamesAServerThatStreamsOnlyHasToSettle() {
        var swapped = pair().liveMarked(Member.DATA, BEGUN)
                .liveMarked(Member.WAL, BEGUN)
                .server(ServerFixture.standby()
                        .timeline(3)
                        .receiver("streaming", 3)
                        .running());
        assertThat(swapped.local().cutOverUnderWay()).contains(BEGUN);
        assertThat(swapped.local().remainingSwaps(BEGUN)).isEmpty();
        assertThat(kinds(reset(swapped))).containsExactly("AwaitStreaming", "Settle", "ReleaseOldHolds");
    }

    @Test
    void afterAllRenamesAServerThatDoesNotStreamIsResetAfresh() {
        var swapped = pair().liveMarked(Member.DATA, BEGUN).liveMarked(Member.WAL, BEGUN);
        assertThat(kinds(reset(swapped))).startsWith("Settle", "KeepWal", "TakeSnapshot");
        assertThat(only(reset(swapped), Step.BeginCutOver.class).id()).isEqualTo(ID);
    }

    @Test
    void anInterruptedUndoIsFinishedByTheTreeItWasTakingBack() {
        var undone = Sightings.single().noLive().retired("20261101T000000Z-bbbbbb", "standby", Optional.of(BEGUN));
        assertThat(undone.local().cutOverUnderWay()).contains(BEGUN);
        assertThat(undone.local().remainingSwaps(BEGUN))
                .containsExactly(new RootSwap(
                        new DatasetName("tank/pg"),
                        new DatasetName("tank/pg.zstandby-retired-20261101T000000Z-bbbbbb"),
                        new DatasetName("tank/pg.zstandby-retired-" + BEGUN)));
    }

    @Test
    void marksOfOlderCutOversAreTakenOffWhereverTheyAre() {
        var marked = pair().liveMarked(Member.DATA, BEGUN)
                .staged("zstandby-20261101T000002Z-000002")
                .stagedMarked(Member.DATA, "older")
                .stagedMarked(Member.WAL, BEGUN)
                .retired("20261101T000000Z-bbbbbb", "standby", Optional.of("oldest"));
        assertThat(only(reset(marked), Step.BeginCutOver.class).stale())
                .containsExactly(
                        DATA.incoming(),
                        new DatasetName("tank/data.zstandby-retired-20261101T000000Z-bbbbbb"),
                        new DatasetName("tank/wal.zstandby-retired-20261101T000000Z-bbbbbb"));
        assertThat(only(reset(marked), Step.Swap.class).swaps()).containsExactly(WAL);
    }

    @Test
    void noMarkMeansNoCutOver() {
        assertThat(pair().staged("zstandby-20261101T000002Z-000002").local().cutOverUnderWay())
                .isEmpty();
        assertThat(Sightings.single().noLive().local().cutOverUnderWay()).isEmpty();
    }

    @Test
    void aCutOverIsFinishedEvenWhereAFreshOneWouldBeRefused() {
        finishesWith(
                pair().noLive(Member.DATA)
                        .staged("zstandby-20261101T000002Z-000002")
                        .stagedMarked(Member.DATA, BEGUN)
                        .stagedMarked(Member.WAL, BEGUN)
                        .mayNotStream()
                        .room(1),
                DATA,
                WAL);
    }
}
