package dev.zstandby.operations;

import static dev.zstandby.operations.Sightings.ID;
import static dev.zstandby.operations.Sightings.guid;
import static dev.zstandby.operations.Sightings.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Bytes;
import dev.zstandby.config.Member;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.ResumeToken;
import dev.zstandby.zfs.SnapshotName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReceivePlannerTest {
    private static final DatasetName STAGED = new DatasetName("tank/pg.zstandby-staged");

    private static List<Step> steps(Sightings sightings) {
        return new ReceivePlanner(sightings.seen(), ID, false).steps();
    }

    private static List<String> kinds(Sightings sightings) {
        return steps(sightings).stream().map(Decisions::kind).toList();
    }

    private static List<Step.Receive> receives(Sightings sightings) {
        return steps(sightings).stream()
                .filter(Step.Receive.class::isInstance)
                .map(Step.Receive.class::cast)
                .toList();
    }

    private static Step.Receive inPlace(Member member, DatasetName target, String base) {
        return new Step.Receive(
                member, target, Optional.of(guid(member, base)), Optional.empty(), "in place, on what was staged");
    }

    @Test
    void aStagedTreeAtASnapshotOfThePrimaryIsReceivedIntoInPlace() {
        var sightings =
                Sightings.single().common("zstandby-1").there("zstandby-2").staged("zstandby-1", "zstandby-2");
        assertThat(kinds(sightings)).containsExactly("TakeSnapshot", "Receive", "HoldCommon");
        assertThat(receives(sightings)).containsExactly(inPlace(Member.DATA, STAGED, "zstandby-2"));
    }

    @Test
    void aStagedTreeWhoseNewestSnapshotIsGoneOnThePrimaryIsDropped() {
        var sightings = Sightings.single().common("zstandby-1").staged("zstandby-1", "zstandby-2");
        assertThat(steps(sightings))
                .startsWith(new Step.DropStaged(STAGED, "its newest snapshot is not on the primary any more"));
        assertThat(receives(sightings).getFirst().origin()).contains(sightings.ours(Member.DATA, "zstandby-1"));
    }

    @Test
    void aStagedTreeIntoWhichNothingArrivedIsDropped() {
        assertThat(steps(Sightings.single().common("zstandby-1").staged()))
                .startsWith(new Step.DropStaged(STAGED, "nothing arrived in it"));
    }

    @Test
    void aStagedTreeWithASnapshotOfSomebodyElseIsSetAside() {
        var sightings = Sightings.single().common("zstandby-1").staged("zstandby-1", "autosnap_hourly");
        assertThat(steps(sightings))
                .filteredOn(Step.SetAsideStaged.class::isInstance)
                .singleElement()
                .satisfies(step -> {
                    var aside = (Step.SetAsideStaged) step;
                    assertThat(aside.root()).isEqualTo(STAGED);
                    assertThat(aside.to()).isEqualTo(new DatasetName("tank/pg.zstandby-aside-" + ID));
                    assertThat(aside.why()).isEqualTo("somebody took snapshots of it");
                });
        assertThat(kinds(sightings)).doesNotContain("DropStaged");
        assertThat(receives(sightings).getFirst().origin()).contains(sightings.ours(Member.DATA, "zstandby-1"));
    }

    @Test
    void oneForeignSnapshotAnywhereInTheTreeKeepsAllOfItFromBeingDropped() {
        var sightings = Sightings.nested()
                .common("zstandby-1")
                .staged(Member.DATA, "zstandby-gone")
                .staged(Member.WAL, "zstandby-1", "mine");
        assertThat(kinds(sightings)).contains("SetAsideStaged").doesNotContain("DropStaged");
    }

    @Test
    void aTreeOfNoUseInWhichSomebodyMadeADatasetIsSetAside() {
        var sightings = Sightings.single()
                .common("zstandby-1")
                .staged("zstandby-gone")
                .foreignStaged("tank/pg.zstandby-staged/mine")
                .foreignStagedVolume("tank/pg.zstandby-staged/mine/vol");
        assertThat(steps(sightings))
                .startsWith(new Step.SetAsideStaged(
                        STAGED,
                        new DatasetName("tank/pg.zstandby-aside-" + ID),
                        "its newest snapshot is not on the primary any more, and zstandby did not make"
                                + " tank/pg.zstandby-staged/mine, tank/pg.zstandby-staged/mine/vol"));
        assertThat(kinds(sightings)).doesNotContain("DropStaged");
    }

    @Test
    void aVolumeInThePlaceOfAMemberIsSomebodyElses() {
        var sightings = Sightings.nested()
                .common("zstandby-1")
                .staged(Member.DATA, "zstandby-gone")
                .foreignStagedVolume("tank/pg.zstandby-staged/wal");
        assertThat(kinds(sightings)).startsWith("SetAsideStaged").doesNotContain("DropStaged");
    }

    @Test
    void whatSomebodyMadeInOneRootsTreeDoesNotKeepTheOthersFromBeingDropped() {
        var sightings = Sightings.twoRoots()
                .common("zstandby-1")
                .staged("zstandby-gone")
                .foreignStaged("tank/data.zstandby-staged/mine");
        assertThat(kinds(sightings)).startsWith("SetAsideStaged", "DropStaged");
    }

    @Test
    void whatSomebodyMountedBelowTheStagedTreeStaysMounted() {
        var sightings = Sightings.single()
                .common("zstandby-1")
                .staged("zstandby-gone")
                .stagedMounted()
                .foreignStaged("tank/pg.zstandby-staged/mine");
        assertThat(steps(sightings)).startsWith(new Step.UnmountStaged(List.of(STAGED)));
    }

    @Test
    void anInterruptedFirstReceiveIsResumedAndThenContinuedInPlace() {
        var sightings = Sightings.single()
                .common("zstandby-1")
                .there("zstandby-2")
                .interrupted(Member.DATA, "zstandby-2", Optional.of("zstandby-1"));
        assertThat(steps(sightings))
                .startsWith(new Step.ResumeReceive(
                        Member.DATA,
                        STAGED,
                        token("zstandby-2"),
                        sightings.decoded(Member.DATA, "zstandby-2", Optional.of("zstandby-1"))));
        assertThat(receives(sightings)).containsExactly(inPlace(Member.DATA, STAGED, "zstandby-2"));
    }

    @Test
    void anInterruptedReceiveOntoWhatWasStagedIsResumed() {
        var sightings = Sightings.single()
                .common("zstandby-1")
                .there("zstandby-2", "zstandby-3")
                .staged("zstandby-2")
                .interrupted(Member.DATA, "zstandby-3", Optional.of("zstandby-2"));
        assertThat(kinds(sightings)).containsExactly("ResumeReceive", "TakeSnapshot", "Receive", "HoldCommon");
        assertThat(receives(sightings)).containsExactly(inPlace(Member.DATA, STAGED, "zstandby-3"));
    }

    @Test
    void anInterruptedReceiveWhoseSnapshotIsGoneIsAbandoned() {
        var sightings = Sightings.single()
                .common("zstandby-1")
                .there("zstandby-2")
                .staged("zstandby-2")
                .interrupted(Member.DATA, "zstandby-3", Optional.of("zstandby-2"));
        assertThat(steps(sightings)).startsWith(new Step.AbandonReceive(STAGED, "its snapshot is gone on the primary"));
        assertThat(receives(sightings)).containsExactly(inPlace(Member.DATA, STAGED, "zstandby-2"));
    }

    @Test
    void anAbandonedFirstReceiveStartsAgainFromTheCommonSnapshot() {
        var sightings = Sightings.single()
                .common("zstandby-1")
                .interrupted(Member.DATA, "zstandby-gone", Optional.of("zstandby-1"));
        assertThat(kinds(sightings)).containsExactly("AbandonReceive", "TakeSnapshot", "Receive", "HoldCommon");
        assertThat(receives(sightings).getFirst().origin()).contains(sightings.ours(Member.DATA, "zstandby-1"));
    }

    @Test
    void aTokenThatCannotBeReadIsAbandoned() {
        var sightings = Sightings.single().common("zstandby-1").interruptedUnreadably(Member.DATA);
        assertThat(steps(sightings)).startsWith(new Step.AbandonReceive(STAGED, "ZFS cannot read its token"));
    }

    /** The sender wrote it, so all of it is compared with what is known otherwise. */
    @Test
    void aTokenThatIsNotOfWhatWasAskedForIsAbandonedAndSaysWhy() {
        var sightings = Sightings.single().common("zstandby-1").there("zstandby-2");
        var good = sightings.decoded(Member.DATA, "zstandby-2", Optional.of("zstandby-1"));
        var ofAnother = new ResumeToken(
                new SnapshotName(new DatasetName("apool/secret"), "zstandby-2"),
                good.toGuid(),
                good.from(),
                Bytes.ZERO,
                true);
        var raw = new ResumeToken(good.to(), good.toGuid(), good.from(), Bytes.ZERO, false);
        var baseless = new ResumeToken(good.to(), good.toGuid(), Optional.of(new Guid(7)), Bytes.ZERO, true);

        assertThat(abandoned(sightings.interruptedBy(Member.DATA, ofAnother)))
                .isEqualTo("it is of another dataset, apool/secret");
        assertThat(abandoned(sightings.interruptedBy(Member.DATA, raw)))
                .isEqualTo("its stream is none that zstandby asks for");
        assertThat(abandoned(sightings.interruptedBy(Member.DATA, baseless)))
                .isEqualTo("what it is based on is not here");
        assertThat(kinds(sightings.interruptedBy(Member.DATA, good))).startsWith("ResumeReceive");
    }

    private static String abandoned(Sightings sightings) {
        return ((Step.AbandonReceive) steps(sightings).getFirst()).why();
    }

    @Test
    void aPreparedTreeIsRolledBackToWhatWasReceived() {
        var sightings =
                Sightings.single().common("zstandby-1").staged("zstandby-1").prepared();
        assertThat(steps(sightings)).startsWith(new Step.UndoPreparation(STAGED.snapshot("zstandby-1")));
    }

    @Test
    void aStagedTreeThatWasWrittenToIsRolledBackAsWell() {
        var sightings =
                Sightings.single().common("zstandby-1").staged("zstandby-1").stagedWritten(8192);
        assertThat(steps(sightings)).startsWith(new Step.UndoPreparation(STAGED.snapshot("zstandby-1")));
    }

    @Test
    void aStagedTreeLeftMountedIsUnmountedFirstTheDeepestFirst() {
        var sightings = Sightings.nested()
                .common("zstandby-1")
                .staged("zstandby-1")
                .prepared()
                .stagedMounted();
        assertThat(steps(sightings))
                .startsWith(
                        new Step.UnmountStaged(List.of(new DatasetName("tank/pg.zstandby-staged/wal"), STAGED)),
                        new Step.UndoPreparation(STAGED.snapshot("zstandby-1")));
    }

    @Test
    void aMountedTreeOfNoUseIsUnmountedBeforeItIsDropped() {
        var sightings =
                Sightings.single().common("zstandby-1").staged("zstandby-gone").stagedMounted();
        assertThat(kinds(sightings)).startsWith("UnmountStaged", "DropStaged");
    }

    @Test
    void aDatasetIsReceivedBeforeThoseBelowIt() {
        assertThat(receives(Sightings.nested().common("zstandby-1")))
                .extracting(receive -> receive.target().value())
                .containsExactly("tank/pg.zstandby-staged", "tank/pg.zstandby-staged/wal");
    }

    @Test
    void aMemberThatHasNotArrivedYetBecomesACloneBesideOneThatHas() {
        var sightings =
                Sightings.nested().common("zstandby-1").there("zstandby-2").staged(Member.DATA, "zstandby-2");
        assertThat(receives(sightings))
                .containsExactly(
                        inPlace(Member.DATA, STAGED, "zstandby-2"),
                        new Step.Receive(
                                Member.WAL,
                                new DatasetName("tank/pg.zstandby-staged/wal"),
                                Optional.of(guid(Member.WAL, "zstandby-1")),
                                Optional.of(sightings.ours(Member.WAL, "zstandby-1")),
                                "about 1.00 MiB since zstandby-1"));
    }

    @Test
    void oneUselessMemberTakesItsWholeRootWithIt() {
        var sightings = Sightings.nested()
                .common("zstandby-1")
                .staged(Member.DATA, "zstandby-1")
                .staged(Member.WAL, "zstandby-gone");
        assertThat(kinds(sightings)).containsExactly("DropStaged", "TakeSnapshot", "Receive", "Receive", "HoldCommon");
        assertThat(receives(sightings))
                .allSatisfy(receive -> assertThat(receive.origin()).isPresent());
    }

    @Test
    void aUselessRootLeavesTheOtherRootAsItIs() {
        var sightings = Sightings.twoRoots()
                .common("zstandby-1")
                .staged(Member.DATA, "zstandby-1")
                .staged(Member.WAL, "zstandby-gone");
        assertThat(steps(sightings))
                .startsWith(new Step.DropStaged(
                        new DatasetName("tank/wal.zstandby-staged"),
                        "its newest snapshot is not on the primary any more"));
        assertThat(receives(sightings).getFirst())
                .isEqualTo(inPlace(Member.DATA, new DatasetName("tank/data.zstandby-staged"), "zstandby-1"));
    }

    @Test
    void aFullCopyHasNeitherBaseNorOriginEvenWhereThereIsACommonSnapshot() {
        var seen = Sightings.single().common("zstandby-1").seen();
        assertThat(new ReceivePlanner(seen, ID, true).steps())
                .contains(new Step.Receive(Member.DATA, STAGED, Optional.empty(), Optional.empty(), "about 1.00 MiB"));
    }
}
