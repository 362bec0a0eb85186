package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What goes wrong in the middle leaves a way back or a way on. */
@Tag("long")
@StartsFrom("seeded")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LossTest {
    private static final String INSIDE = "/var/lib/postgresql/17/main/inside";
    private static final String BEFORE_THE_STOP = "before:9";

    private final Machines machines;

    LossTest(Machines machines) {
        this.machines = machines;
    }

    @Test
    @Order(1)
    void anImageThatDoesNotStartIsUndone() {
        machines.sql(Node.ALPHA, "postgres", "ALTER SYSTEM SET shared_preload_libraries = 'not_there'");
        machines.run(Node.BETA, "zstandby reset --refresh --yes")
                .endedWith(1)
                .says("did not start", "not_there", "zstandby undo");
        machines.run(Node.BETA, "zstandby undo --yes").succeeded();
        assertThat(machines.sql(Node.BETA, "postgres", "SELECT pg_is_in_recovery()"))
                .isEqualTo("t");
        undoneOnceMoreItLeadsToTheImageAndOutOfItAgain();
        machines.sql(Node.ALPHA, "postgres", "ALTER SYSTEM RESET shared_preload_libraries");
    }

    private void undoneOnceMoreItLeadsToTheImageAndOutOfItAgain() {
        machines.run(Node.BETA, "zstandby undo --yes").endedWith(1).says("did not start", "not_there");
        var again = machines.run(Node.BETA, "zstandby undo --yes")
                .endedWith(1)
                .says("Finish the cut-over", "zstandby undo --to=" + newestRetired());
        machines.run(Node.BETA, "zstandby undo --yes --to=" + newestRetired()).succeeded();
        assertThat(machines.sql(Node.BETA, "postgres", "SELECT pg_is_in_recovery()"))
                .as(again.text())
                .isEqualTo("t");
        machines.run(Node.BETA, "zstandby prune --yes --drop-retired=" + newestRetired())
                .succeeded()
                .says("it is named");
        machines.run(Node.BETA, "zstandby undo --yes").endedWith(4);
    }

    private String newestRetired() {
        return machines.run(
                        Node.BETA,
                        "zfs list -H -o name -r tank/pg | sed -n 's/^.*data.zstandby-retired-//p' | sort | tail -n 1")
                .succeeded()
                .line();
    }

    @Test
    @Order(2)
    void anInterruptedTransferGoesOnWhereItStopped() {
        // Long enough that a signal still meets it.
        Scenario.fill(machines, 120);
        assertThat(interruptReset()).isEqualTo(130);
        assertThat(machines.sql(Node.BETA, "postgres", "SELECT pg_is_in_recovery()"))
                .isEqualTo("t");
        var reset = machines.begin(Node.BETA, "zstandby reset --refresh --yes");
        awaitReceiving();
        // What is mounted inside lets nothing be unmounted; mounted after the plan, it shows when the server has
        // stopped.
        machines.run(Node.BETA, "mkdir %1$s; mount -t tmpfs none %1$s".formatted(INSIDE))
                .succeeded();
        try {
            reset.join()
                    .endedWith(1)
                    .says("go on with the interrupted transfer", "cannot be unmounted", "serves as before");
            assertThat(machines.sql(Node.BETA, "postgres", "SELECT pg_is_in_recovery()"))
                    .isEqualTo("t");
            machines.run(Node.BETA, "zstandby reset --refresh --yes")
                    .endedWith(5)
                    .says("The tmpfs file system none of beta is mounted at " + INSIDE);
        } finally {
            machines.run(Node.BETA, "umount " + INSIDE).succeeded();
        }
        machines.run(Node.BETA, "zstandby reset --refresh --yes").succeeded();
        machines.assertThatBetaStreams();
    }

    /**
     * As Ctrl-C does, once something is on disk; both ends of the stream end and keep what arrived. A kill is of the fault matrix.
     *
     * @return its exit status
     */
    private int interruptReset() {
        var interrupted = machines.resetEndedBy("INT", 8_000_000);
        assertThat(machines.run(Node.BETA, "zfs list -H -o receive_resume_token tank/pg/data.zstandby-staged")
                        .succeeded()
                        .line())
                .startsWith("1-");
        return interrupted.status();
    }

    /** Until the plan has been made and what it asked for arrives. */
    private void awaitReceiving() {
        machines.run(Node.BETA, "timeout 300 sh -c 'until pgrep -f \"^zfs receive\" >/dev/null; do sleep 0.1; done'")
                .succeeded();
    }

    @Test
    @Order(3)
    void withoutACommonSnapshotOnlyASeedHelpsAndItReplacesWhatIsThere() {
        machines.run(
                        Node.ALPHA,
                        "for s in $(zfs list -H -o name -t snapshot -r tank/pg); do"
                                + " zfs release zstandby:beta $s 2>/dev/null; zfs destroy $s; done; true")
                .succeeded();
        machines.run(Node.BETA, "zstandby reset --refresh --yes").endedWith(5).says("zstandby seed --replace");
        machines.run(Node.BETA, "zstandby seed --yes").endedWith(5).says("zstandby seed --replace");
        machines.run(Node.BETA, "zstandby seed --replace --yes").succeeded();
        machines.assertThatBetaStreams();
    }

    @Test
    @Order(4)
    void aPortThatIsTaken() {
        machines.run(
                        Node.BETA,
                        "systemctl stop postgresql@17-main; setsid perl -MIO::Socket::INET -e"
                                + " '$s = IO::Socket::INET->new(Listen => 5, LocalPort => 5432, ReuseAddr => 1) or die;"
                                + " while ($c = $s->accept) { close $c }' >/dev/null 2>&1 & echo $! >/tmp/taker; sleep 1")
                .succeeded();
        machines.run(Node.BETA, "zstandby reset --yes").endedWith(3).says("Port 5432 of beta is taken");
        machines.run(Node.BETA, "kill $(cat /tmp/taker); systemctl start postgresql@17-main")
                .succeeded();
    }

    /** The new tree finds no slot to stream through, while an old one that streams keeps its own from being dropped. */
    @Test
    @Order(5)
    void aStandbyThatStartsAndDoesNotStreamIsSaidToAndUndone() {
        machines.run(
                        Node.ALPHA,
                        "cd /; setsid runuser -u postgres -- sh -c 'while :; do psql -XAtq -c \"SELECT"
                                + " pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '\\''zstandby_beta'\\''"
                                + " AND NOT active\"; sleep 0.2; done' >/dev/null 2>&1 & echo $! >/tmp/dropper")
                .succeeded();
        try {
            machines.run(Node.BETA, "zstandby reset --refresh --yes")
                    .endedWith(1)
                    .says(
                            "started but does not stream on timeline 1 of alpha",
                            "the last lines of PostgreSQL's log",
                            "replication slot \"zstandby_beta\" does not exist",
                            "zstandby undo");
        } finally {
            machines.run(Node.ALPHA, "kill -- -$(cat /tmp/dropper)").succeeded();
        }
        machines.run(Node.BETA, "zstandby undo --yes").succeeded();
        assertThat(machines.sql(Node.BETA, "postgres", "SELECT pg_is_in_recovery()"))
                .isEqualTo("t");
        machines.run(Node.BETA, "zstandby reset --yes").succeeded();
        machines.assertThatBetaStreams();
    }

    /** The plan took beta for a standby; what is written there after that must not be swapped away unasked. */
    @Test
    @Order(6)
    void aStandbyThatIsPromotedDuringTheTransferIsLeftAlone() {
        Scenario.fill(machines, 40);
        var reset = machines.begin(Node.BETA, "zstandby reset --refresh --yes");
        // Stopped itself, zfs would end the stream: the kernel's part of it minds signals.
        machines.run(
                        Node.ALPHA,
                        "timeout 300 sh -c 'until pgrep -f \"^zfs send -vP\" >/dev/null; do sleep 0.1; done'"
                                + " && pkill -STOP -u zstandby sshd")
                .succeeded();
        // Not for long: an sshd that is silent for half a minute is given up.
        var sync = machines.begin(Node.BETA, "zstandby sync --yes");
        machines.sql(Node.BETA, "postgres", "SELECT pg_promote()");
        machines.run(Node.ALPHA, "pkill -CONT -u zstandby sshd").succeeded();
        machines.sql(Node.BETA, "bench", "CREATE TABLE after_the_plan AS SELECT 1 AS n");
        sync.join().endedWith(3).says("Another zstandby is at work", "zstandby reset, process ", ", since 20");
        assertThat(reset.join().endedWith(5).text()).contains("beta has become a primary", "it was not stopped");
        assertThat(machines.sql(Node.BETA, "bench", "SELECT count(*) FROM after_the_plan"))
                .isEqualTo("1");
        machines.run(Node.BETA, "zstandby reset --confirm beta").succeeded();
    }

    /** Killed when everything is unmounted and nothing is renamed yet, with nobody left to ask: the old standby serves again. */
    @Test
    @Order(7)
    void aCutOverThatWasBrokenOffBeforeItsSwapIsTakenBackWithoutThePeer() {
        machines.run(
                        Node.BETA,
                        "printf '%s\n' '#!/bin/sh' '[ \"$1\" != rename ] || { touch /tmp/at-rename; exec sleep 600; }'"
                                + " 'exec /usr/sbin/zfs \"$@\"' >/usr/local/sbin/zfs; chmod +x /usr/local/sbin/zfs; command -v zfs")
                .says("/usr/local/sbin/zfs");
        var reset = machines.begin(Node.BETA, "zstandby reset --refresh --yes");
        machines.run(Node.BETA, "for i in $(seq 1200); do [ -e /tmp/at-rename ] && exit 0; sleep 0.2; done; exit 1")
                .succeeded();
        machines.run(Node.BETA, "pkill -KILL -f 'zstandby.jar rese[t]'; pkill -x sleep; rm /usr/local/sbin/zfs")
                .succeeded();
        assertThat(reset.join().status()).isNotZero();
        machines.run(Node.BETA, "systemctl is-active postgresql@17-main").endedWith(3);
        machines.lab("cut", "beta");
        try {
            machines.run(Node.BETA, "zstandby undo --yes")
                    .succeeded()
                    .says("Start beta again as it was", "interrupted before its swap");
            assertThat(machines.sql(Node.BETA, "postgres", "SELECT pg_is_in_recovery()"))
                    .isEqualTo("t");
        } finally {
            machines.lab("mend", "beta");
        }
        machines.run(Node.BETA, "zstandby reset --refresh --yes").succeeded();
        machines.assertThatBetaStreams();
    }

    /** Whoever took it out: a primary would come of the tree. */
    @Test
    @Order(8)
    void aTreeWithoutStandbySignalIsNotStarted() {
        Trial.copyProgram(machines);
        // Step 12 is the start.
        machines.runFile(Node.BETA, "lab/matrix/begin.sh", "600", "before:12", "reset", "--refresh")
                .succeeded()
                .says("stopped");
        machines.run(Node.BETA, "rm /var/lib/postgresql/17/main/standby.signal").succeeded();
        var refused = goOn();
        assertThat(refused.status()).isEqualTo("5");
        assertThat(refused.trace()).contains("/var/lib/postgresql/17/main has no standby.signal, so it is not started");
        machines.run(Node.BETA, "systemctl is-active postgresql@17-main").endedWith(3);
        machines.run(Node.BETA, "zstandby reset --yes").succeeded();
        machines.assertThatBetaStreams();
    }

    /** What serves takes no notice when its signal file goes; when it is stopped and cannot be replaced, it must not come back as a primary. */
    @Test
    @Order(9)
    void aStandbyThatLostItsStandbySignalIsNotStartedAgain() {
        Trial.copyProgram(machines);
        machines.runFile(Node.BETA, "lab/matrix/begin.sh", "600", BEFORE_THE_STOP, "reset", "--refresh")
                .succeeded()
                .says("stopped");
        machines.run(
                        Node.BETA,
                        "rm /var/lib/postgresql/17/main/standby.signal; mkdir %1$s; mount -t tmpfs none %1$s"
                                .formatted(INSIDE))
                .succeeded();
        try {
            var refused = goOn();
            assertThat(refused.status()).isEqualTo("1");
            assertThat(refused.trace())
                    .contains(
                            "cannot be unmounted",
                            "The server could not be started again: /var/lib/postgresql/17/main has no standby.signal");
            machines.run(Node.BETA, "systemctl is-active postgresql@17-main").endedWith(3);
        } finally {
            machines.run(Node.BETA, "umount " + INSIDE).succeeded();
        }
        machines.run(Node.BETA, "zstandby reset --yes").succeeded();
        machines.assertThatBetaStreams();
    }

    /**
     * After the plan somebody else began to copy what is to be stopped; two that are made each other's standbys would leave no primary. The
     * slot that was made for what did not come to be is gone again: nothing would ever read it.
     */
    @Test
    @Order(10)
    void aPrimaryThatIsBeingCopiedIsNotStopped() {
        Trial.copyProgram(machines);
        machines.sql(Node.BETA, "postgres", "SELECT pg_promote()");
        machines.run(
                        Node.ALPHA,
                        "cd /; timeout 60 sh -c \"until runuser -u postgres -- psql -XAtqc"
                                + " \\\"SELECT pg_drop_replication_slot('zstandby_beta')\\\" 2>/dev/null; do sleep 0.5; done\"")
                .succeeded();
        machines.runFile(Node.BETA, "lab/matrix/begin.sh", "600", BEFORE_THE_STOP, "reset", "--refresh")
                .succeeded()
                .says("stopped");
        assertThat(slots()).isEqualTo("zstandby_beta");
        machines.run(
                        Node.BETA,
                        "cd /; setsid runuser -u postgres -- psql -XAtq -d postgres -c"
                                + " \"SELECT pg_create_physical_replication_slot('zstandby__gamma', true, true)\" -c 'SELECT pg_sleep(600)'"
                                + " >/dev/null 2>&1 & timeout 60 sh -c \"until runuser -u postgres -- psql -XAtqc"
                                + " 'SELECT slot_name FROM pg_replication_slots' postgres | grep -q zstandby__gamma; do sleep 0.2; done\"")
                .succeeded();
        var refused = goOn();
        assertThat(refused.status()).isEqualTo("5");
        assertThat(refused.trace()).contains("Another node is just becoming a standby of beta", "slot zstandby__gamma");
        assertThat(slots()).isEmpty();
        assertThat(machines.sql(Node.BETA, "postgres", "SELECT pg_is_in_recovery()"))
                .isEqualTo("f");
        machines.sql(
                Node.BETA,
                "postgres",
                "SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = 'zstandby__gamma'");
        machines.run(Node.BETA, "zstandby reset --confirm beta").succeeded();
        machines.assertThatBetaStreams();
    }

    /** Of alpha's, those that stay when who made them is gone. */
    private String slots() {
        return machines.sql(
                Node.ALPHA,
                "postgres",
                "SELECT coalesce(string_agg(slot_name, ' '), '') FROM pg_replication_slots WHERE NOT temporary");
    }

    /** How an operation that {@code lab/matrix/begin.sh} stopped ends by itself. */
    private FirstRun goOn() {
        machines.run(Node.BETA, "kill -CONT $(cat /tmp/faults.pid)").succeeded();
        return new Breaking(machines).end(Node.BETA);
    }
}
