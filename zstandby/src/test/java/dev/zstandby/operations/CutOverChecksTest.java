package dev.zstandby.operations;

import static dev.zstandby.operations.Decisions.ids;
import static dev.zstandby.operations.Decisions.kinds;
import static dev.zstandby.operations.Decisions.nothingToDo;
import static dev.zstandby.operations.Decisions.only;
import static dev.zstandby.operations.Decisions.plan;
import static dev.zstandby.operations.Finding.Grade.ERROR;
import static dev.zstandby.operations.Finding.Grade.REFUSAL;
import static dev.zstandby.operations.Findings.found;
import static dev.zstandby.operations.Sightings.ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.config.Member;
import dev.zstandby.postgres.ClusterState;
import dev.zstandby.postgres.Silence;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CutOverChecksTest {
    private static final String SHELL = "bash (process 812): working directory /var/lib/postgresql";

    private static Sightings used() {
        return Sightings.single().common("zstandby-20261101T000001Z-000001").usedBy(SHELL);
    }

    @Test
    void namesTheProcesses() {
        var finding = found(CutOverChecks.check(used().local()), "tree-in-use", ERROR, "end these processes");
        assertThat(finding.evidence()).containsExactly(SHELL);
        assertThat(CutOverChecks.check(Sightings.single().local())).isEmpty();
    }

    @Test
    void namesTheFirstFewOfMany() {
        var many = IntStream.range(0, 20)
                .mapToObj(pid -> "tail (process %d): open file /var/lib/postgresql/log".formatted(pid))
                .toArray(String[]::new);
        assertThat(CutOverChecks.check(Sightings.single().usedBy(many).local())
                        .getFirst()
                        .evidence())
                .hasSize(9)
                .last()
                .isEqualTo("and 12 more");
    }

    @Test
    void aServerThatHidesAsAStandbyIsNamed() {
        var primary = Sightings.single()
                .server(ServerFixture.primary().setting("hot_standby", "off").running());
        found(CutOverChecks.check(primary.local()), "hot-standby", ERROR, "hot_standby = on");
        found(CutOverChecks.check(silent(Silence.HIDDEN)), "hot-standby", ERROR, "hot_standby = on");
    }

    private static LocalNode silent(Silence kind) {
        return Sightings.single()
                .server(new LocalServer.Silent(
                        Failure.environment("It answers nobody.").withRemedy("Correct the passfile."),
                        kind,
                        Optional.empty()))
                .local();
    }

    @Test
    void aServerThatKeepsZstandbyOutIsNamedAndOneThatIsDownIsReset() {
        found(CutOverChecks.check(silent(Silence.LOCKED_OUT)), "local-login", ERROR, "Correct the passfile.");
        assertThat(CutOverChecks.check(silent(Silence.UNKNOWN))).isEmpty();
        assertThat(CutOverChecks.check(silent(Silence.NOT_YET))).isEmpty();
    }

    @Test
    void aServerThatRunsAndIsNotReachedWouldNotBeAfterwardsEither() {
        found(CutOverChecks.check(silent(Silence.UNREACHABLE)), "local-unreachable", ERROR, "Correct postgres.host");
    }

    @Test
    void undoDoesNotMindAServerThatCannotBeAsked() {
        var hidden = Sightings.single()
                .retired("20261101T000000Z-aaaaaa", "standby")
                .server(ServerFixture.standby().setting("hot_standby", "off").running());
        assertThat(kinds(plan(UndoPlanner.plan(hidden.configuration(), hidden.local(), ID, Optional.empty()))))
                .contains("Swap");
    }

    @Test
    void aStandbyThatWasPromotedMeanwhileIsNotStopped() {
        var node = new NodeName("beta");
        assertThat(CutOverChecks.becamePrimary(node, ServerFixture.primary().running()))
                .get()
                .matches(finding -> finding.id().equals("became-primary") && finding.isBlocking());
        assertThat(CutOverChecks.becamePrimary(node, ServerFixture.standby().running()))
                .isEmpty();
        assertThat(CutOverChecks.becamePrimary(node, ServerFixture.stopped(ClusterState.IN_PRODUCTION)))
                .isEmpty();
    }

    @Test
    void whateverWouldRetireTheTreeIsRefused() {
        assertThat(ids(ResetPlanner.plan(used().seen(), ID, false))).containsExactly("tree-in-use");
        assertThat(ids(SeedPlanner.plan(used().seen(), ID, true))).containsExactly("tree-in-use");
        var retired = used().retired("20261101T000000Z-aaaaaa", "standby");
        assertThat(ids(UndoPlanner.plan(retired.configuration(), retired.local(), ID, Optional.empty())))
                .containsExactly("tree-in-use");
    }

    @Test
    void whatLeavesTheTreeAloneIsNot() {
        assertThat(kinds(plan(SyncPlanner.plan(used().seen(), ID)))).contains("Receive");
        var streams = used().server(ServerFixture.standby()
                .timeline(3)
                .receiver("streaming", 3)
                .running());
        assertThat(nothingToDo(ResetPlanner.plan(streams.seen(), ID, false))).contains("streams from alpha");
    }

    /** Were both stopped there would be none. */
    @Test
    void aPrimaryOfWhichAStandbyIsJustBeingMadeIsNotStopped() {
        var primary = Sightings.single()
                .server(ServerFixture.primary()
                        .slot("zstandby_gamma", true, "reserved")
                        .slot("zstandby__gamma", true, "reserved")
                        .running());
        assertThat(found(
                                CutOverChecks.check(primary.local()),
                                "standby-being-made",
                                REFUSAL,
                                "which of the two is to stay the primary")
                        .evidence())
                .containsExactly("slot zstandby__gamma");
        var alone = Sightings.single()
                .server(ServerFixture.primary()
                        .slot("zstandby_gamma", true, "reserved")
                        .running());
        assertThat(CutOverChecks.check(alone.local())).isEmpty();
    }

    @Test
    void theLastLookBeforeTheStopIsAtWhatIsStillToBeRetired() {
        var halfWay = Sightings.twoRoots()
                .noLive(Member.DATA)
                .staged("zstandby-20261101T000001Z-000001")
                .prepared()
                .stagedMarked(Member.DATA, ID)
                .stagedMarked(Member.WAL, ID);
        assertThat(only(plan(ResetPlanner.plan(halfWay.seen(), "another", false)), Step.StopServer.class)
                        .leaving())
                .containsExactly(Path.of("/srv/wal"));
    }
}
