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
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .there("zstandby-20261101T000002Z-000002")
                .staged("zstandby-20261101T000001Z-000001", "zstandby-20261101T000002Z-000002");
        assertThat(kinds(sightings)).containsExactly("TakeSnapshot", "Receive", "HoldCommon");
        assertThat(receives(sightings))
                .containsExactly(inPlace(Member.DATA, STAGED, "zstandby-20261101T000002Z-000002"));
    }

    @Test
    void aStagedTreeWhoseNewestSnapshotIsGoneOnThePrimaryIsDropped() {
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .staged("zstandby-20261101T000001Z-000001", "zstandby-20261101T000002Z-000002");
        assertThat(steps(sightings))
                .startsWith(new Step.DropStaged(STAGED, "its newest snapshot is not on the primary any more"));
        assertThat(receives(sightings).getFirst().origin())
                .contains(sightings.ours(Member.DATA, "zstandby-20261101T000001Z-000001"));
    }

    /** The primary held it: whoever took it away there may have lost what it had. */
    @Test
    void aStagedTreeThatWasHeldAndIsGoneOnThePrimaryIsSetAside() {
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .staged("zstandby-20261101T000001Z-000001", "zstandby-20261101T000002Z-000002")
                .held("zstandby-20261101T000002Z-000002");
        assertThat(steps(sightings))
                .startsWith(new Step.SetAsideStaged(
                        STAGED,
                        new DatasetName("tank/pg.zstandby-aside-" + ID),
                        "its newest snapshot is not on the primary any more"));
        assertThat(kinds(sightings)).doesNotContain("DropStaged");
    }

    /** Its holds may be gone already. */
    @Test
    void aStagedTreeThatWasBeingSetAsideStillIs() {
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .staged("zstandby-20261101T000001Z-000001", "zstandby-20261101T000002Z-000002")
                .stagedBeingSetAside();
        assertThat(kinds(sightings)).contains("SetAsideStaged").doesNotContain("DropStaged");
    }

    @Test
    void aStagedTreeIntoWhichNothingArrivedIsDropped() {
        assertThat(steps(Sightings.single()
                        .common("zstandby-20261101T000001Z-000001")
                        .staged()))
                .startsWith(new Step.DropStaged(STAGED, "nothing arrived in it"));
    }

    @Test
    void aStagedTreeWithASnapshotOfSomebodyElseIsSetAside() {
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .staged("zstandby-20261101T000001Z-000001", "autosnap_hourly");
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
        assertThat(receives(sightings).getFirst().origin())
                .contains(sightings.ours(Member.DATA, "zstandby-20261101T000001Z-000001"));
    }

    @Test
    void oneForeignSnapshotAnywhereInTheTreeKeepsAllOfItFromBeingDropped() {
        var sightings = Sightings.nested()
                .common("zstandby-20261101T000001Z-000001")
                .staged(Member.DATA, "zstandby-20261101T000000Z-00dead")
                .staged(Member.WAL, "zstandby-20261101T000001Z-000001", "mine");
        assertThat(kinds(sightings)).contains("SetAsideStaged").doesNotContain("DropStaged");
    }

    @Test
    void aTreeOfNoUseInWhichSomebodyMadeADatasetIsSetAside() {
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .staged("zstandby-20261101T000000Z-00dead")
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
                .common("zstandby-20261101T000001Z-000001")
                .staged(Member.DATA, "zstandby-20261101T000000Z-00dead")
                .foreignStagedVolume("tank/pg.zstandby-staged/wal");
        assertThat(kinds(sightings)).startsWith("SetAsideStaged").doesNotContain("DropStaged");
    }

    @Test
    void whatSomebodyMadeInOneRootsTreeDoesNotKeepTheOthersFromBeingDropped() {
        var sightings = Sightings.twoRoots()
                .common("zstandby-20261101T000001Z-000001")
                .staged("zstandby-20261101T000000Z-00dead")
                .foreignStaged("tank/data.zstandby-staged/mine");
        assertThat(kinds(sightings)).startsWith("SetAsideStaged", "DropStaged");
    }

    @Test
    void whatSomebodyMountedBelowTheStagedTreeStaysMounted() {
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .staged("zstandby-20261101T000000Z-00dead")
                .stagedMounted()
                .foreignStaged("tank/pg.zstandby-staged/mine");
        assertThat(steps(sightings)).startsWith(new Step.UnmountStaged(List.of(STAGED)));
    }

    @Test
    void anInterruptedFirstReceiveIsResumedAndThenContinuedInPlace() {
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .there("zstandby-20261101T000002Z-000002")
                .interrupted(
                        Member.DATA,
                        "zstandby-20261101T000002Z-000002",
                        Optional.of("zstandby-20261101T000001Z-000001"));
        assertThat(steps(sightings))
                .startsWith(new Step.ResumeReceive(
                        Member.DATA,
                        STAGED,
                        token("zstandby-20261101T000002Z-000002"),
                        sightings.decoded(
                                Member.DATA,
                                "zstandby-20261101T000002Z-000002",
                                Optional.of("zstandby-20261101T000001Z-000001"))));
        assertThat(receives(sightings))
                .containsExactly(inPlace(Member.DATA, STAGED, "zstandby-20261101T000002Z-000002"));
    }

    @Test
    void anInterruptedReceiveOntoWhatWasStagedIsResumed() {
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .there("zstandby-20261101T000002Z-000002", "zstandby-20261101T000003Z-000003")
                .staged("zstandby-20261101T000002Z-000002")
                .interrupted(
                        Member.DATA,
                        "zstandby-20261101T000003Z-000003",
                        Optional.of("zstandby-20261101T000002Z-000002"));
        assertThat(kinds(sightings)).containsExactly("ResumeReceive", "TakeSnapshot", "Receive", "HoldCommon");
        assertThat(receives(sightings))
                .containsExactly(inPlace(Member.DATA, STAGED, "zstandby-20261101T000003Z-000003"));
    }

    /** As by somebody who mounted it to look. */
    @Test
    void whatWasWrittenMeanwhileIsTakenBackBeforeTheReceiveIsResumed() {
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .there("zstandby-20261101T000002Z-000002", "zstandby-20261101T000003Z-000003")
                .staged("zstandby-20261101T000002Z-000002")
                .stagedWritten(1)
                .interrupted(
                        Member.DATA,
                        "zstandby-20261101T000003Z-000003",
                        Optional.of("zstandby-20261101T000002Z-000002"));
        assertThat(kinds(sightings))
                .containsExactly("UndoPreparation", "ResumeReceive", "TakeSnapshot", "Receive", "HoldCommon");
    }

    @Test
    void anInterruptedReceiveWhoseSnapshotIsGoneIsAbandoned() {
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .there("zstandby-20261101T000002Z-000002")
                .staged("zstandby-20261101T000002Z-000002")
                .interrupted(
                        Member.DATA,
                        "zstandby-20261101T000003Z-000003",
                        Optional.of("zstandby-20261101T000002Z-000002"));
        assertThat(steps(sightings)).startsWith(new Step.AbandonReceive(STAGED, "its snapshot is gone on the primary"));
        assertThat(receives(sightings))
                .containsExactly(inPlace(Member.DATA, STAGED, "zstandby-20261101T000002Z-000002"));
    }

    /** Both ends of a stream need what it is based on. */
    @Test
    void anInterruptedReceiveWhoseBaseIsGoneOnThePrimaryIsAbandoned() {
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .here("zstandby-20261101T000002Z-000002")
                .there("zstandby-20261101T000003Z-000003")
                .interrupted(
                        Member.DATA,
                        "zstandby-20261101T000003Z-000003",
                        Optional.of("zstandby-20261101T000002Z-000002"));
        assertThat(steps(sightings))
                .startsWith(new Step.AbandonReceive(STAGED, "what it is based on is gone on the primary"));
        assertThat(receives(sightings).getFirst().origin())
                .contains(sightings.ours(Member.DATA, "zstandby-20261101T000001Z-000001"));
    }

    @Test
    void anAbandonedFirstReceiveStartsAgainFromTheCommonSnapshot() {
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .interrupted(
                        Member.DATA,
                        "zstandby-20261101T000000Z-00dead",
                        Optional.of("zstandby-20261101T000001Z-000001"));
        assertThat(kinds(sightings)).containsExactly("AbandonReceive", "TakeSnapshot", "Receive", "HoldCommon");
        assertThat(receives(sightings).getFirst().origin())
                .contains(sightings.ours(Member.DATA, "zstandby-20261101T000001Z-000001"));
    }

    @Test
    void aTokenThatCannotBeReadIsAbandoned() {
        var sightings =
                Sightings.single().common("zstandby-20261101T000001Z-000001").interruptedUnreadably(Member.DATA);
        assertThat(steps(sightings)).startsWith(new Step.AbandonReceive(STAGED, "ZFS cannot read its token"));
    }

    /** The sender wrote it, so all of it is compared with what is known otherwise. */
    @Test
    void aTokenThatIsNotOfWhatWasAskedForIsAbandonedAndSaysWhy() {
        var sightings =
                Sightings.single().common("zstandby-20261101T000001Z-000001").there("zstandby-20261101T000002Z-000002");
        var good = sightings.decoded(
                Member.DATA, "zstandby-20261101T000002Z-000002", Optional.of("zstandby-20261101T000001Z-000001"));
        var ofAnother = new ResumeToken(
                new SnapshotName(new DatasetName("apool/secret"), "zstandby-20261101T000002Z-000002"),
                good.toGuid(),
                good.from(),
                Bytes.ZERO,
                true);
        var renamed = new ResumeToken(
                new SnapshotName(good.to().dataset(), "zstandby-20261101T000002Z-00000f"),
                good.toGuid(),
                good.from(),
                Bytes.ZERO,
                true);
        var raw = new ResumeToken(good.to(), good.toGuid(), good.from(), Bytes.ZERO, false);
        var baseless = new ResumeToken(good.to(), good.toGuid(), Optional.of(new Guid(7)), Bytes.ZERO, true);

        assertThat(abandoned(sightings.interruptedBy(Member.DATA, ofAnother)))
                .isEqualTo("it is of another dataset, apool/secret");
        assertThat(abandoned(sightings.interruptedBy(Member.DATA, renamed)))
                .isEqualTo("its snapshot is called %s on the primary now".formatted(good.to()));
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
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .staged("zstandby-20261101T000001Z-000001")
                .prepared();
        assertThat(steps(sightings))
                .startsWith(new Step.UndoPreparation(STAGED.snapshot("zstandby-20261101T000001Z-000001")));
    }

    @Test
    void aStagedTreeThatWasWrittenToIsRolledBackAsWell() {
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .staged("zstandby-20261101T000001Z-000001")
                .stagedWritten(8192);
        assertThat(steps(sightings))
                .startsWith(new Step.UndoPreparation(STAGED.snapshot("zstandby-20261101T000001Z-000001")));
    }

    @Test
    void aStagedTreeLeftMountedIsUnmountedFirstTheDeepestFirst() {
        var sightings = Sightings.nested()
                .common("zstandby-20261101T000001Z-000001")
                .staged("zstandby-20261101T000001Z-000001")
                .prepared()
                .stagedMounted();
        assertThat(steps(sightings))
                .startsWith(
                        new Step.UnmountStaged(List.of(new DatasetName("tank/pg.zstandby-staged/wal"), STAGED)),
                        new Step.UndoPreparation(STAGED.snapshot("zstandby-20261101T000001Z-000001")));
    }

    @Test
    void aMountedTreeOfNoUseIsUnmountedBeforeItIsDropped() {
        var sightings = Sightings.single()
                .common("zstandby-20261101T000001Z-000001")
                .staged("zstandby-20261101T000000Z-00dead")
                .stagedMounted();
        assertThat(kinds(sightings)).startsWith("UnmountStaged", "DropStaged");
    }

    @Test
    void aDatasetIsReceivedBeforeThoseBelowIt() {
        assertThat(receives(Sightings.nested().common("zstandby-20261101T000001Z-000001")))
                .extracting(receive -> receive.target().value())
                .containsExactly("tank/pg.zstandby-staged", "tank/pg.zstandby-staged/wal");
    }

    @Test
    void aMemberThatHasNotArrivedYetBecomesACloneBesideOneThatHas() {
        var sightings = Sightings.nested()
                .common("zstandby-20261101T000001Z-000001")
                .there("zstandby-20261101T000002Z-000002")
                .staged(Member.DATA, "zstandby-20261101T000002Z-000002");
        assertThat(receives(sightings))
                .containsExactly(
                        inPlace(Member.DATA, STAGED, "zstandby-20261101T000002Z-000002"),
                        new Step.Receive(
                                Member.WAL,
                                new DatasetName("tank/pg.zstandby-staged/wal"),
                                Optional.of(guid(Member.WAL, "zstandby-20261101T000001Z-000001")),
                                Optional.of(sightings.ours(Member.WAL, "zstandby-20261101T000001Z-000001")),
                                "about 1.00 MiB since zstandby-20261101T000001Z-000001"));
    }

    @Test
    void oneUselessMemberTakesItsWholeRootWithIt() {
        var sightings = Sightings.nested()
                .common("zstandby-20261101T000001Z-000001")
                .staged(Member.DATA, "zstandby-20261101T000001Z-000001")
                .staged(Member.WAL, "zstandby-20261101T000000Z-00dead");
        assertThat(kinds(sightings)).containsExactly("DropStaged", "TakeSnapshot", "Receive", "Receive", "HoldCommon");
        assertThat(receives(sightings))
                .allSatisfy(receive -> assertThat(receive.origin()).isPresent());
    }

    @Test
    void aUselessRootLeavesTheOtherRootAsItIs() {
        var sightings = Sightings.twoRoots()
                .common("zstandby-20261101T000001Z-000001")
                .staged(Member.DATA, "zstandby-20261101T000001Z-000001")
                .staged(Member.WAL, "zstandby-20261101T000000Z-00dead");
        assertThat(steps(sightings))
                .startsWith(new Step.DropStaged(
                        new DatasetName("tank/wal.zstandby-staged"),
                        "its newest snapshot is not on the primary any more"));
        assertThat(receives(sightings).getFirst())
                .isEqualTo(inPlace(
                        Member.DATA, new DatasetName("tank/data.zstandby-staged"), "zstandby-20261101T000001Z-000001"));
    }

    @Test
    void aFullCopyHasNeitherBaseNorOriginEvenWhereThereIsACommonSnapshot() {
        var seen = Sightings.single().common("zstandby-20261101T000001Z-000001").seen();
        assertThat(new ReceivePlanner(seen, ID, true).steps())
                .contains(new Step.Receive(Member.DATA, STAGED, Optional.empty(), Optional.empty(), "about 1.00 MiB"));
    }
}
