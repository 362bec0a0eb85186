package dev.zstandby.operations;

import static dev.zstandby.operations.Decisions.ids;
import static dev.zstandby.operations.Decisions.kinds;
import static dev.zstandby.operations.Decisions.nothingToDo;
import static dev.zstandby.operations.Decisions.only;
import static dev.zstandby.operations.Decisions.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Bytes;
import dev.zstandby.NodeName;
import dev.zstandby.config.Member;
import dev.zstandby.operations.Holdings.LeftHolds;
import dev.zstandby.operations.Holdings.LeftSlot;
import dev.zstandby.operations.Holdings.Retired;
import dev.zstandby.operations.Holdings.Slots;
import dev.zstandby.retention.KeepPolicy;
import dev.zstandby.retention.Retention;
import dev.zstandby.retention.RetiredPolicy;
import dev.zstandby.retention.Timestamp;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.PoolSpace;
import dev.zstandby.zfs.SnapshotName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrunePlannerTest {
    private static final Instant NOW = Instant.parse("2026-11-28T00:00:00Z");
    private static final String OLDEST = "zstandby-20261101T000000Z-aaaaaa";
    private static final String OLD = "zstandby-20261120T000000Z-bbbbbb";
    private static final String NEW = "zstandby-20261127T000000Z-cccccc";
    private static final String LONG_AGO = "20261110T000000Z-111111";
    private static final String LATELY = "20261127T000000Z-222222";
    private static final DatasetName LIVE = new DatasetName("tank/pg");

    /** What is there, with a policy that keeps one snapshot and a retired tree for seven days. */
    private static final class Kept {
        private Sightings sightings = Sightings.single();
        private final Set<SnapshotName> origins = new HashSet<>();
        private final List<Retired> retired = new ArrayList<>();
        private final List<LeftSlot> left = new ArrayList<>();
        private final List<LeftHolds> leftHolds = new ArrayList<>();
        private boolean answers = true;
        private long allocated = 50;
        private Map<DatasetName, Bytes> frees = Map.of();
        private Optional<Duration> successorFor = Optional.of(Duration.ofDays(2));

        Kept of(Sightings found) {
            sightings = found;
            return this;
        }

        Kept origin(String snapshot) {
            origins.add(SnapshotName.parse(snapshot));
            return this;
        }

        Kept retired(String id, String... keptBy) {
            return retired(RetiredFixture.retired(id).keptBy(keptBy));
        }

        Kept retired(RetiredFixture tree) {
            return retired(tree.build());
        }

        Kept retired(Retired tree) {
            retired.add(tree);
            return this;
        }

        Kept holds(String node, String... snapshots) {
            leftHolds.add(new LeftHolds(
                    new NodeName(node), Stream.of(snapshots).map(LIVE::snapshot).toList()));
            return this;
        }

        Kept serverIsDown() {
            answers = false;
            return this;
        }

        Kept slot(String name, boolean active) {
            left.add(new LeftSlot(name, active, new Bytes(3L << 20)));
            return this;
        }

        /** Of a hundred. */
        Kept full(long bytes) {
            allocated = bytes;
            return this;
        }

        /** What the snapshots that go give back. */
        Kept frees(long bytes) {
            frees = Map.of(LIVE, new Bytes(bytes));
            return this;
        }

        Kept successorFor(Optional<Duration> time) {
            successorFor = time;
            return this;
        }

        Holdings build() {
            return new Holdings(
                    sightings.local(),
                    NOW,
                    new Retention(
                            new KeepPolicy(1, 0, 0, 0), new RetiredPolicy(Duration.ofDays(7), 80, Duration.ofDays(1))),
                    origins,
                    retired,
                    Map.of("tank", new PoolSpace(new Bytes(100), new Bytes(allocated))),
                    successorFor,
                    answers ? Optional.of(new Slots(left, List.of("zstandby_alpha"))) : Optional.empty(),
                    Set.of(new NodeName("alpha")),
                    leftHolds);
        }

        Decision decide(String... dropSlots) {
            return decide(new LeftNodes(List.of(dropSlots), List.of()));
        }

        Decision giveUp(String... trees) {
            return PrunePlanner.plan(build(), frees, new LeftNodes(List.of(), List.of()), Set.of(trees));
        }

        Decision decide(LeftNodes nodes) {
            return PrunePlanner.plan(build(), frees, nodes, Set.of());
        }
    }

    private static Stream<String> doomed(Kept kept) {
        return PrunePlanner.doomed(kept.build()).values().stream()
                .flatMap(List::stream)
                .map(SnapshotName::toString);
    }

    private static List<String> retiredThatGo(Kept kept) {
        return plan(kept.decide()).steps().stream()
                .map(step -> ((Step.DestroyRetired) step).id())
                .toList();
    }

    @Test
    void whatThePolicyDoesNotKeepGoesInEveryMemberAndSaysWhatItGivesBack() {
        var kept = new Kept().of(Sightings.nested().here(OLDEST, OLD, NEW)).frees(5 << 20);

        assertThat(doomed(kept))
                .containsExactly("tank/pg@" + OLDEST, "tank/pg@" + OLD, "tank/pg/wal@" + OLDEST, "tank/pg/wal@" + OLD);
        assertThat(plan(kept.decide()).steps().getFirst().describe())
                .isEqualTo("destroy 2 snapshots of tank/pg, %s to %s (gives back 5.00 MiB)".formatted(OLDEST, OLD));
    }

    @Test
    void whatOthersTookAndWhatBearsNoTimeStays() {
        assertThat(doomed(new Kept().of(Sightings.single().here("autosnap_2020", "zstandby-mine", OLD, NEW))))
                .containsExactly("tank/pg@" + OLD);
    }

    @Test
    void whatIsHeldOrWhatSomethingIsACloneOfStays() {
        assertThat(doomed(
                        new Kept().of(Sightings.single().here(OLDEST, OLD, NEW).held(OLDEST))))
                .containsExactly("tank/pg@" + OLD);
        assertThat(doomed(
                        new Kept().of(Sightings.single().here(OLDEST, OLD, NEW)).origin("tank/pg@" + OLD)))
                .containsExactly("tank/pg@" + OLDEST);
    }

    /** Each tree by itself: what the live one keeps is not what the staged one needs. */
    @Test
    void theNewestOfADatasetStaysWhateverItsAge() {
        var kept = new Kept()
                .of(Sightings.single().here(OLD, NEW).staged(Member.DATA, "zstandby-20261126T000000Z-dddddd", OLDEST));

        assertThat(doomed(kept)).containsExactly("tank/pg@" + OLD);
    }

    @Test
    void nothingIsPrunedWhileACutOverIsUnderWay() {
        assertThat(ids(new Kept()
                        .of(Sightings.single().here(OLD, NEW).liveMarked(Member.DATA, "20261127T000000Z-222222"))
                        .decide()))
                .containsExactly("cut-over-under-way");
    }

    @Test
    void retiredTreesGoByAge() {
        assertThat(retiredThatGo(new Kept().retired(LONG_AGO).retired(LATELY))).containsExactly(LONG_AGO);
        assertThat(nothingToDo(new Kept().retired(LATELY).decide())).isEqualTo("beta has nothing to prune.");
    }

    /** A standby that is broken proves nothing, and mending it may need the room. */
    @Test
    void theLastOneGoesWhenItIsNamed() {
        var kept = new Kept().retired(LATELY).successorFor(Optional.empty());
        assertThat(nothingToDo(kept.decide())).isEqualTo("beta has nothing to prune.");
        assertThat(plan(kept.giveUp(LATELY)).steps())
                .singleElement()
                .satisfies(step -> assertThat(step.describe()).contains(LATELY, "it is named"));
        assertThat(kept.giveUp("20200101T000000Z-000000"))
                .isInstanceOfSatisfying(
                        Decision.NothingToDo.class,
                        nothing -> assertThat(nothing.remarks())
                                .contains("there is no retired tree 20200101T000000Z-000000"));
    }

    @Test
    void theLastOfTheOthersStaysAllTheSame() {
        var kept = new Kept().retired(LONG_AGO).retired(LATELY).successorFor(Optional.empty());
        assertThat(plan(kept.giveUp(LATELY)).steps())
                .singleElement()
                .satisfies(step -> assertThat(step.describe()).contains(LATELY));
    }

    @Test
    void oneThatIsUsedStaysAlsoWhenItIsNamed() {
        var kept = new Kept().retired(LATELY, "someone's clone lies in it");
        assertThat(nothingToDo(kept.giveUp(LATELY))).isEqualTo("beta has nothing to prune.");
    }

    @Test
    void theLastOneStaysUntilItsSuccessorHasStreamedForAWhile() {
        assertThat(retiredThatGo(new Kept().retired(LONG_AGO))).containsExactly(LONG_AGO);
        for (var time : List.of(Optional.<Duration>empty(), Optional.of(Duration.ofHours(23)))) {
            var decision =
                    new Kept().retired(LONG_AGO).successorFor(time).full(99).decide();

            assertThat(nothingToDo(decision)).isEqualTo("beta has nothing to prune.");
            assertThat(((Decision.NothingToDo) decision).remarks())
                    .containsExactly(
                            "retired tree %s stays: it is the way back until the live tree has streamed for 24 hours; to give it up: zstandby prune --drop-retired=%s"
                                    .formatted(LONG_AGO, LONG_AGO));
        }
    }

    @Test
    void aFullPoolTakesTheOldestAndNoMoreThanItNeeds() {
        var three = new Kept()
                .retired("20261125T000000Z-333333")
                .retired("20261126T000000Z-444444")
                .retired(LATELY);

        assertThat(retiredThatGo(three.full(85))).containsExactly("20261125T000000Z-333333");
        assertThat(retiredThatGo(three.full(95))).containsExactly("20261125T000000Z-333333", "20261126T000000Z-444444");
        assertThat(plan(three.full(85).decide()).steps().getFirst().describe())
                .isEqualTo("destroy retired tree 20261125T000000Z-333333 (gives back 10 B): pool tank is 85 % full");
    }

    /** Data and WAL may lie in pools of their own. */
    @Test
    void eachPoolIsLookedAtByItself() {
        var id = "20261125T000000Z-333333";
        var spread = new Retired(
                id,
                List.of(new DatasetName("fast/wal.zstandby-retired-" + id), GroupLayout.retiredRoot(LIVE, id)),
                true,
                false,
                false,
                Timestamp.in(id),
                Map.of("fast", new Bytes(0), "tank", new Bytes(10)),
                List.of(),
                List.of());
        var kept = new Kept().retired(LONG_AGO).full(95);

        assertThat(retiredThatGo(kept.retired(spread).retired(LATELY))).containsExactly(LONG_AGO, id);
    }

    /** The plan of a long transfer was made, and the tree named, long before it was retired. */
    @Test
    void aTreeIsAsOldAsWasNotedWhenItWasRetired() {
        var named = RetiredFixture.retired(LONG_AGO).build();
        var lately = new Retired(
                named.id(),
                named.roots(),
                true,
                false,
                false,
                Optional.of(NOW.minus(Duration.ofDays(1))),
                named.used(),
                List.of(),
                List.of());

        assertThat(nothingToDo(new Kept().retired(lately).decide())).isEqualTo("beta has nothing to prune.");
    }

    /** What goes by age counts as given back before a pool is called full. */
    @Test
    void ageComesBeforePressure() {
        assertThat(retiredThatGo(new Kept().retired(LONG_AGO).retired(LATELY).full(85)))
                .containsExactly(LONG_AGO);
    }

    @Test
    void whatSnapshotsGiveBackCountsBeforePressure() {
        var old = new Kept()
                .of(Sightings.single().here(OLDEST, NEW))
                .retired("20261125T000000Z-333333")
                .retired(LATELY)
                .full(85);

        assertThat(kinds(plan(old.frees(4).decide()))).containsExactly("DestroySnapshots", "DestroyRetired");
        assertThat(kinds(plan(old.frees(6).decide()))).containsExactly("DestroySnapshots");
    }

    @Test
    void aTreeThatOthersUseStaysAndSaysWhy() {
        var decision = new Kept()
                .retired(LONG_AGO, "tank/pg.zstandby-retired-%s is mounted".formatted(LONG_AGO))
                .retired(LATELY)
                .decide();

        assertThat(((Decision.NothingToDo) decision).remarks())
                .containsExactly(
                        "retired tree %1$s stays: tank/pg.zstandby-retired-%1$s is mounted".formatted(LONG_AGO));
    }

    /** As after a seed that replaced: what was retired before is a clone of what was live then. */
    @Test
    void aTreeGoesAfterThoseThatAreClonesOfIt() {
        var needed = RetiredFixture.retired(LATELY).needing(LONG_AGO);

        assertThat(retiredThatGo(new Kept().retired(LONG_AGO).retired(needed).full(95)))
                .containsExactly(LONG_AGO, LATELY);
        var decision =
                new Kept().retired(LONG_AGO, "in use").retired(needed).full(95).decide();
        assertThat(((Decision.NothingToDo) decision).remarks())
                .contains("retired tree %s stays: %s is a clone of it".formatted(LATELY, LONG_AGO));
    }

    /** An interrupted run has begun with it; nobody can go back to it any more. */
    @Test
    void whatIsLeftOfATreeGoesAtOnce() {
        assertThat(retiredThatGo(new Kept()
                        .retired(RetiredFixture.retired(LATELY).begun().lacking())
                        .successorFor(Optional.empty())))
                .containsExactly(LATELY);
    }

    /** The group has got a tablespace with a root of its own since: undo cannot go back to it, but nothing has begun with it. */
    @Test
    void aTreeThatLacksARootIsKeptAsLongAsAnyOther() {
        var lacking = RetiredFixture.retired(LATELY).lacking();

        assertThat(nothingToDo(new Kept().retired(lacking).decide())).isEqualTo("beta has nothing to prune.");
        assertThat(nothingToDo(new Kept()
                        .retired(RetiredFixture.retired(LONG_AGO).lacking())
                        .successorFor(Optional.empty())
                        .decide()))
                .isEqualTo("beta has nothing to prune.");
    }

    @Test
    void theLastOneIsTheNewestAndTheNewestThatUndoCouldGoBackTo() {
        var decision = new Kept()
                .retired("20261109T000000Z-333333")
                .retired(LONG_AGO)
                .retired(RetiredFixture.retired("20261111T000000Z-444444").lacking())
                .successorFor(Optional.empty())
                .decide();

        assertThat(plan(decision).steps().stream().map(step -> ((Step.DestroyRetired) step).id()))
                .containsExactly("20261109T000000Z-333333");
    }

    @Test
    void whileALiveDatasetIsMissingNoRetiredTreeGoes() {
        var decision = new Kept()
                .of(Sightings.nested().noLive(Member.WAL))
                .retired(LONG_AGO)
                .retired(LATELY)
                .full(99)
                .decide();

        assertThat(((Decision.NothingToDo) decision).remarks())
                .containsExactly(
                        "retired tree %s stays: part of the live tree is missing".formatted(LONG_AGO),
                        "retired tree %s stays: part of the live tree is missing".formatted(LATELY));
    }

    /** The resets of one bad night do not push out the tree that served until then, nor a former primary. */
    @Test
    void aFullPoolDoesNotTakeWhatServedWhileItsSuccessorsNeverStreamed() {
        var served = "20261126T220000Z-111111";
        var night = new Kept()
                .retired(served)
                .retired(RetiredFixture.retired("20261126T230000Z-222222").primary())
                .retired("20261127T000000Z-333333")
                .retired("20261127T010000Z-444444")
                .full(99);

        assertThat(retiredThatGo(night.successorFor(Optional.of(Duration.ofHours(2)))))
                .containsExactly("20261127T000000Z-333333");
        assertThat(((Decision.Proceed) night.decide()).plan().reasons())
                .contains(
                        "retired tree %s stays although pool tank is 99 %% full: the live tree has not streamed for 24 hours yet"
                                .formatted(served));
        assertThat(retiredThatGo(night.successorFor(Optional.of(Duration.ofDays(2)))))
                .containsExactly(served, "20261126T230000Z-222222");
    }

    /** A clock that was ahead for a while; its names must not count as the newest. */
    @Test
    void namesOfTheFutureNeitherGoNorPushOthersOut() {
        var future = "zstandby-20300101T000000Z-ffffff";

        assertThat(doomed(new Kept().of(Sightings.single().here(OLD, future, NEW))))
                .containsExactly("tank/pg@" + OLD);
    }

    @Test
    void whatIsHeldForANodeThatLeftIsReportedAndReleasedOnlyWhenNamed() {
        var kept = new Kept().holds("gamma-2", OLD, NEW);

        assertThat(((Decision.NothingToDo) kept.decide()).remarks())
                .containsExactly("2 snapshots are held for gamma-2, which is no peer; if that node does not come back:"
                        + " zstandby prune --drop-holds=gamma-2");
        var named = plan(kept.decide(new LeftNodes(List.of(), List.of("gamma-2"))));
        assertThat(only(named, Step.DropHolds.class).snapshots())
                .containsExactly(LIVE.snapshot(OLD), LIVE.snapshot(NEW));
        assertThat(named.reasons()).isEmpty();
        assertThat(ids(kept.decide(new LeftNodes(List.of(), List.of("alpha"))))).containsExactly("holds-of-a-peer");
    }

    /** A run that was interrupted may have dropped one and not the other. */
    @Test
    void whatIsNotThereAnyMoreIsNoReasonToRefuseTheRest() {
        var named = new LeftNodes(List.of("zstandby_gamma"), List.of("gamma"));

        assertThat(kinds(plan(new Kept().holds("gamma", OLD).decide(named)))).containsExactly("DropHolds");
        assertThat(((Decision.NothingToDo) new Kept().decide(named)).remarks())
                .containsExactly("there is no slot zstandby_gamma", "nothing is held for gamma");
    }

    @Test
    void slotsOfAServerThatDoesNotAnswerAreNotCalledGone() {
        assertThat(ids(new Kept().serverIsDown().decide("zstandby_gamma"))).containsExactly("slots-unseen");
        assertThat(nothingToDo(new Kept().serverIsDown().decide())).isEqualTo("beta has nothing to prune.");
    }

    @Test
    void slotsOfNodesThatLeftAreReportedAndDroppedOnlyWhenNamed() {
        var kept = new Kept().slot("zstandby_gamma", false).slot("zstandby_delta", true);
        var decision = kept.decide();

        assertThat(((Decision.NothingToDo) decision).remarks())
                .containsExactly(
                        "slot zstandby_gamma belongs to no peer and keeps 3.00 MiB of WAL; if that node does not come"
                                + " back: zstandby prune --drop-slot=zstandby_gamma",
                        "slot zstandby_delta belongs to no peer, is in use, and keeps 3.00 MiB of WAL");
        var plan = plan(kept.decide("zstandby_gamma", "zstandby_gamma"));
        assertThat(kinds(plan)).containsExactly("DropSlot");
        assertThat(only(plan, Step.DropSlot.class).slot()).isEqualTo("zstandby_gamma");
        assertThat(ids(kept.decide("zstandby_delta"))).containsExactly("slot-in-use");
        assertThat(ids(kept.decide("zstandby_alpha"))).containsExactly("slot-not-left");
    }
}
