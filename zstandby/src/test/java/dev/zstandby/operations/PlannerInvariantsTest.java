package dev.zstandby.operations;

import static dev.zstandby.operations.Decisions.all;
import static dev.zstandby.operations.Decisions.kinds;
import static dev.zstandby.operations.Sightings.ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.config.Configuration.BackupMode;
import dev.zstandby.config.Member;
import dev.zstandby.postgres.ClusterState;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever is seen, some things are never planned. A failure names the seed that shows it. */
class PlannerInvariantsTest {
    private static final int ROUNDS = 600;
    private static final String BEGUN = "20261122T000000Z-aaaaaa";

    private static Sightings random(Random random) {
        var sightings = pick(random, Sightings::single, Sightings::nested, Sightings::twoRoots);
        var members =
                sightings.local().members().stream().map(LocalMember::member).toList();
        boolean healthy = random.nextInt(4) > 0;
        for (int i = 0; i < 4; i++) {
            var name = (random.nextInt(5) == 0 ? "autosnap_" : "zstandby-") + i;
            for (Member member : members) {
                if (random.nextInt(4) > 0 || (healthy && i == 1)) {
                    sightings.there(member, name);
                }
                if (random.nextInt(4) > 0 || (healthy && i == 1)) {
                    sightings.here(member, name);
                }
                if (random.nextInt(3) == 0) {
                    sightings.staged(member, name);
                }
            }
        }
        for (Member member : members) {
            switch (random.nextInt(8)) {
                case 0 ->
                    sightings.interrupted(
                            member, "zstandby-20261101T000000Z-00000" + random.nextInt(6), Optional.empty());
                case 1 -> sightings.interruptedUnreadably(member);
                case 2 -> sightings.staged(member);
                default -> {}
            }
        }
        sightings.local().stagedTree().forEach(staged -> foreign(sightings, staged.name() + "/mine", random));
        if (random.nextInt(6) == 0) {
            cutOver(sightings, members, random);
        } else if (random.nextInt(5) == 0) {
            sightings.noLive();
        }
        if (random.nextInt(3) == 0) {
            sightings.prepared();
        }
        if (random.nextInt(4) == 0) {
            sightings.stagedMounted();
        }
        if (random.nextInt(4) == 0) {
            sightings.stagedWritten(4096);
        }
        if (random.nextInt(5) == 0) {
            sightings.backupMode(BackupMode.ALWAYS);
        }
        if (random.nextInt(2) == 0) {
            sightings.retired("20261101T000000Z-bbbbbb", pick(random, () -> "primary", () -> "standby"));
        }
        if (random.nextInt(8) == 0) {
            sightings.room(1);
        }
        if (random.nextInt(10) == 0) {
            sightings.mayNotStream();
        }
        return sightings.server(server(random));
    }

    private static void foreign(Sightings sightings, String name, Random random) {
        switch (random.nextInt(10)) {
            case 0 -> sightings.foreignStaged(name);
            case 1 -> sightings.foreignStagedVolume(name);
            default -> {}
        }
    }

    /** Marks are set on a prepared tree, the first root is swapped first, so these are all there can be. */
    private static void cutOver(Sightings sightings, List<Member> members, Random random) {
        sightings.prepared();
        boolean rootByRoot = sightings.local().layout().roots().size() == members.size();
        boolean firstDone = rootByRoot && members.size() > 1 && random.nextBoolean();
        for (Member member : members) {
            boolean done = firstDone && member.equals(members.getFirst());
            if (done) {
                sightings.liveMarked(member, BEGUN);
            } else {
                sightings.staged(member, "zstandby-20261101T000000Z-00d0e0").stagedMarked(member, BEGUN);
                if (!firstDone || random.nextBoolean()) {
                    sightings.noLive(member);
                }
            }
        }
    }

    private static LocalServer server(Random random) {
        return pick(
                random,
                () -> ServerFixture.primary().running(),
                () -> ServerFixture.standby().timeline(2).running(),
                () -> ServerFixture.standby().receiver("streaming", 3).running(),
                () -> ServerFixture.stopped(ClusterState.IN_PRODUCTION),
                () -> new LocalServer.Absent(random.nextBoolean()));
    }

    @SafeVarargs
    private static <T> T pick(Random random, Supplier<T>... choices) {
        return choices[random.nextInt(choices.length)].get();
    }

    /** Every plan that the planners make of what is seen. */
    private static List<Plan> plans(Observation seen) {
        return Stream.of(
                        ResetPlanner.plan(seen, ID, true),
                        ResetPlanner.plan(seen, ID, false),
                        SyncPlanner.plan(seen, ID),
                        SeedPlanner.plan(seen, ID, true),
                        SeedPlanner.plan(seen, ID, false))
                .filter(Decision.Proceed.class::isInstance)
                .map(decision -> ((Decision.Proceed) decision).plan())
                .toList();
    }

    /** Every plan of those commands that need no peer; for those of prune see {@link PruneYearTest}. */
    private static Stream<Plan> plansAlone(Observation seen) {
        return Stream.of(
                        UndoPlanner.plan(seen.configuration(), seen.local(), ID, Optional.empty()),
                        SnapshotPlanner.plan(seen.configuration(), seen.local(), "zstandby-" + ID))
                .filter(Decision.Proceed.class::isInstance)
                .map(decision -> ((Decision.Proceed) decision).plan());
    }

    private interface Invariant {
        void check(Observation seen, Plan plan);
    }

    private record Planned(int seed, Observation seen, Plan plan) {}

    private static final List<Planned> PLANNED = IntStream.range(0, ROUNDS)
            .boxed()
            .flatMap(seed -> {
                var seen = random(new Random(seed)).seen();
                return plans(seen).stream().map(plan -> new Planned(seed, seen, plan));
            })
            .toList();

    private static void holds(Invariant invariant) {
        assertThat(PLANNED).hasSizeGreaterThan(ROUNDS);
        for (Planned planned : PLANNED) {
            try {
                invariant.check(planned.seen(), planned.plan());
            } catch (AssertionError e) {
                throw new AssertionError("seed " + planned.seed() + ": " + kinds(planned.plan()), e);
            }
        }
    }

    private record Change(Step step, DatasetName dataset) {}

    /** What the plan does to the contents of which dataset, in its order; to be unmounted changes nothing in it. */
    private static Stream<Change> changes(Plan plan) {
        return plan.steps().stream()
                .filter(step -> !(step instanceof Step.UnmountStaged))
                .flatMap(step -> touched(step).stream().map(dataset -> new Change(step, dataset)));
    }

    private static List<DatasetName> touched(Step step) {
        return switch (step) {
            case Step.DropStaged drop -> List.of(drop.root());
            case Step.SetAsideStaged aside -> List.of(aside.root());
            case Step.UndoPreparation(var newest) -> List.of(newest.dataset());
            case Step.AbandonReceive abandon -> List.of(abandon.target());
            case Step.ResumeReceive resume -> List.of(resume.target());
            case Step.Receive receive -> List.of(receive.target());
            case Step.UnmountStaged(var datasets) -> datasets;
            case Step.DestroySnapshots destroy -> List.of(destroy.dataset());
            case Step.DestroyRetired destroy -> destroy.roots();
            case Step.KeepWal _,
                    Step.SnapshotLive _,
                    Step.DropSlot _,
                    Step.DropHolds _,
                    Step.CreateParent _,
                    Step.TakeSnapshot _,
                    Step.HoldCommon _,
                    Step.Prepare _,
                    Step.BeginCutOver _,
                    Step.CheckWal _,
                    Step.StopServer _,
                    Step.Swap _,
                    Step.MountLive _,
                    Step.StartServer _,
                    Step.AwaitStreaming _,
                    Step.Settle _,
                    Step.ReleaseOldHolds _ -> List.of();
        };
    }

    @Test
    void onlyStagedTreesAreDroppedRolledBackOrReceivedInto() {
        holds((seen, plan) -> {
            var staged = seen.local().layout().roots().stream()
                    .map(GroupLayout::stagedRoot)
                    .toList();
            assertThat(plan.steps().stream().flatMap(step -> touched(step).stream()))
                    .allMatch(dataset -> staged.stream().anyMatch(dataset::isAtOrBelow));
        });
    }

    @Test
    void whatHoldsSomethingOfSomebodyElseIsNeverDroppedButSetAsideBeforeAnythingIsDoneToIt() {
        var snapshots = new AtomicInteger();
        var datasets = new AtomicInteger();
        holds((seen, plan) -> {
            if (all(plan, Step.Receive.class).isEmpty()) {
                return;
            }
            for (DatasetName root : seen.local().layout().roots()) {
                var staged = GroupLayout.stagedRoot(root);
                if (holdsForeignSnapshots(seen, root)) {
                    snapshots.incrementAndGet();
                } else if (holdsForeignDatasets(seen, staged)) {
                    datasets.incrementAndGet();
                } else {
                    continue;
                }
                assertThat(changes(plan).filter(change -> change.dataset().isAtOrBelow(staged)))
                        .first()
                        .extracting(Change::step)
                        .isInstanceOfSatisfying(Step.SetAsideStaged.class, aside -> {
                            assertThat(aside.root()).isEqualTo(staged);
                            assertThat(aside.to()).isEqualTo(new DatasetName(root + ".zstandby-aside-" + ID));
                        });
                assertThat(all(plan, Step.DropStaged.class))
                        .noneMatch(drop ->
                                staged.isAtOrBelow(drop.root()) || drop.root().isAtOrBelow(staged));
            }
        });
        assertThat(snapshots)
                .as("plans that met a staged tree with foreign snapshots")
                .hasValueGreaterThan(100);
        assertThat(datasets).as("with foreign datasets only").hasValueGreaterThan(20);
    }

    private static boolean holdsForeignDatasets(Observation seen, DatasetName staged) {
        return seen.local().stagedTree().stream()
                .map(Dataset::name)
                .anyMatch(name -> name.isAtOrBelow(staged) && name.value().endsWith("/mine"));
    }

    private static boolean holdsForeignSnapshots(Observation seen, DatasetName root) {
        return seen.local().members().stream()
                .filter(member -> member.name().isAtOrBelow(root))
                .flatMap(member -> member.stagedSnapshots().stream())
                .anyMatch(snapshot -> !snapshot.name().name().startsWith("zstandby-"));
    }

    @Test
    void aResetNeverReceivesInFull() {
        holds((seen, plan) -> {
            if (ResetPlanner.plan(seen, ID, true) instanceof Decision.Proceed(var reset)) {
                assertThat(all(reset, Step.Receive.class))
                        .allSatisfy(receive -> assertThat(receive.base()).isPresent());
            }
        });
    }

    @Test
    void whereTheServerMayNotStreamNothingIsSwappedThatWasNotBegun() {
        var met = new AtomicInteger();
        holds((seen, plan) -> {
            if (!seen.inquiry().failedAttempts().isEmpty() && kinds(plan).contains("Swap")) {
                met.incrementAndGet();
                assertThat(kinds(plan)).isEqualTo(Decisions.FINISHING);
            }
        });
        assertThat(met).as("plans that finish a cut-over in spite of it").hasPositiveValue();
    }

    @Test
    void aServerIsStartedOnlyAsAPreparedStandbyAfterASwapAndIsWaitedFor() {
        holds((seen, plan) -> {
            var kinds = kinds(plan);
            if (!kinds.contains("StartServer")) {
                assertThat(kinds).doesNotContain("StopServer", "Swap");
                return;
            }
            assertThat(kinds)
                    .containsSubsequence(
                            "BeginCutOver",
                            "StopServer",
                            "Swap",
                            "MountLive",
                            "StartServer",
                            "AwaitStreaming",
                            "Settle");
            assertThat(all(plan, Step.StartServer.class)).noneMatch(Step.StartServer::asItWas);
            assertThat(kinds.contains("Prepare") || incomingIsPrepared(seen, plan))
                    .isTrue();
            assertThat(kinds.indexOf("Prepare")).isLessThan(kinds.indexOf("BeginCutOver"));
        });
    }

    private static boolean incomingIsPrepared(Observation seen, Plan plan) {
        return all(plan, Step.Swap.class).stream()
                .flatMap(swap -> swap.swaps().stream())
                .allMatch(swap -> seen.local().stagedTree().stream()
                        .anyMatch(dataset -> dataset.name().equals(swap.incoming()) && dataset.prepared()));
    }

    @Test
    void everyMemberIsReceivedOnceAfterTheSnapshotAndHeldBeforeAnythingIsPrepared() {
        holds((seen, plan) -> {
            var receives = all(plan, Step.Receive.class);
            if (receives.isEmpty()) {
                assertThat(kinds(plan)).doesNotContain("TakeSnapshot", "Prepare");
                return;
            }
            assertThat(receives.stream().map(Step.Receive::member))
                    .containsExactlyInAnyOrderElementsOf(seen.local().members().stream()
                            .map(LocalMember::member)
                            .toList());
            assertThat(kinds(plan)).containsSubsequence("TakeSnapshot", "Receive", "HoldCommon");
            assertThat(kinds(plan).lastIndexOf("Receive"))
                    .isLessThan(kinds(plan).indexOf("HoldCommon"));
            if (kinds(plan).contains("Prepare")) {
                assertThat(kinds(plan).indexOf("HoldCommon"))
                        .isLessThan(kinds(plan).indexOf("Prepare"));
            }
        });
    }

    @Test
    void withoutThePeerNothingIsReceivedOrDestroyedAndNoPrimaryIsStartedUnconfirmed() {
        var primaries = new AtomicInteger();
        for (int seed = 0; seed < ROUNDS; seed++) {
            var seen = random(new Random(seed)).seen();
            assertThat(plansAlone(seen)).as("seed " + seed).allSatisfy(plan -> {
                assertThat(plan.steps().stream().flatMap(step -> touched(step).stream()))
                        .isEmpty();
                if (all(plan, Step.StartServer.class).stream()
                        .anyMatch(start -> start.as() == Step.StartServer.As.FORMER_PRIMARY)) {
                    primaries.incrementAndGet();
                    assertThat(plan.confirmation()).isPresent();
                }
            });
        }
        assertThat(primaries).as("plans that start a former primary").hasValueGreaterThan(20);
    }

    @Test
    void aBaseIsAlwaysASnapshotThatThePrimaryHas() {
        holds((seen, plan) -> assertThat(all(plan, Step.Receive.class))
                .allSatisfy(receive -> receive.base()
                        .ifPresent(base -> assertThat(seen.hasOnPeer(receive.member(), base))
                                .isTrue())));
    }

    @Test
    void anOriginIsTheSnapshotOfThisNodesOwnLiveTreeThatTheBaseIs() {
        holds((seen, plan) -> assertThat(all(plan, Step.Receive.class))
                .allSatisfy(receive -> receive.origin()
                        .ifPresent(origin -> assertThat(liveSnapshots(seen, receive.member()))
                                .anySatisfy(snapshot -> {
                                    assertThat(snapshot.name()).isEqualTo(origin);
                                    assertThat(Optional.of(snapshot.guid())).isEqualTo(receive.base());
                                }))));
    }

    private static List<Snapshot> liveSnapshots(Observation seen, Member member) {
        return seen.local().members().stream()
                .filter(candidate -> candidate.member().equals(member))
                .flatMap(candidate -> candidate.liveSnapshots().stream())
                .toList();
    }

    @Test
    void aRunningPrimaryIsNeverStoppedUnconfirmedByAFreshPlan() {
        holds((seen, plan) -> {
            if (seen.local().server().mayBePrimary() && kinds(plan).contains("Prepare")) {
                assertThat(plan.confirmation()).isPresent();
            }
        });
    }
}
