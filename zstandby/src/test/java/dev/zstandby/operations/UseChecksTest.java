package dev.zstandby.operations;

import static dev.zstandby.operations.Decisions.ids;
import static dev.zstandby.operations.Decisions.kinds;
import static dev.zstandby.operations.Decisions.nothingToDo;
import static dev.zstandby.operations.Decisions.only;
import static dev.zstandby.operations.Decisions.plan;
import static dev.zstandby.operations.Findings.found;
import static dev.zstandby.operations.Sightings.ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.config.Member;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UseChecksTest {
    private static final String SHELL = "bash (process 812): working directory /var/lib/postgresql";

    private static Sightings used() {
        return Sightings.single().common("zstandby-1").usedBy(SHELL);
    }

    @Test
    void namesTheProcesses() {
        var finding = found(UseChecks.check(used().local()), "tree-in-use", Finding.Grade.ERROR, "end these processes");
        assertThat(finding.evidence()).containsExactly(SHELL);
        assertThat(UseChecks.check(Sightings.single().local())).isEmpty();
    }

    @Test
    void namesTheFirstFewOfMany() {
        var many = IntStream.range(0, 20)
                .mapToObj(pid -> "tail (process %d): open file /var/lib/postgresql/log".formatted(pid))
                .toArray(String[]::new);
        assertThat(UseChecks.check(Sightings.single().usedBy(many).local())
                        .getFirst()
                        .evidence())
                .hasSize(9)
                .last()
                .isEqualTo("and 12 more");
    }

    @Test
    void whateverWouldRetireTheTreeIsRefused() {
        assertThat(ids(ResetPlanner.plan(used().seen(), ID, false))).containsExactly("tree-in-use");
        assertThat(ids(SeedPlanner.plan(used().seen(), ID, true))).containsExactly("tree-in-use");
        var retired = used().retired("20261101T000000Z-aaaaaa", "standby");
        assertThat(ids(UndoPlanner.plan(retired.configuration(), retired.local(), ID)))
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

    @Test
    void theLastLookBeforeTheStopIsAtWhatIsStillToBeRetired() {
        var halfWay = Sightings.twoRoots()
                .noLive(Member.DATA)
                .staged("zstandby-1")
                .prepared()
                .stagedMarked(Member.DATA, ID)
                .stagedMarked(Member.WAL, ID);
        assertThat(only(plan(ResetPlanner.plan(halfWay.seen(), "another", false)), Step.StopServer.class)
                        .leaving())
                .containsExactly(Path.of("/srv/wal"));
    }
}
