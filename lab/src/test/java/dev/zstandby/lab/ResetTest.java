package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The main job: a standby that diverged follows again, its former state is kept, and the way back works. */
@StartsFrom("seeded")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ResetTest {
    private static final String CHECKSUM = "SELECT count(*), sum(hashtextextended(r, 0)) FROM ("
            + " SELECT 'a' || t FROM pgbench_accounts t UNION ALL SELECT 'b' || t FROM pgbench_branches t"
            + " UNION ALL SELECT 't' || t FROM pgbench_tellers t UNION ALL SELECT 'h' || t FROM pgbench_history t) AS a(r)";

    private final Machines machines;

    ResetTest(Machines machines) {
        this.machines = machines;
    }

    @Test
    @Order(1)
    void aStandbyThatStreamsNeedsNothing() {
        machines.run(Node.BETA, "zstandby reset --yes").endedWith(4).says("--refresh");
    }

    @Test
    @Order(2)
    void syncBringsWhatChangedAndLeavesTheStandbyAlone() {
        var started = machines.sql(Node.BETA, "postgres", "SELECT pg_postmaster_start_time()");
        machines.run(Node.ALPHA, "cd /; runuser -u postgres -- pgbench -n -t 200 bench")
                .succeeded();
        machines.run(Node.BETA, "zstandby sync --yes").succeeded();
        machines.run(Node.BETA, "zstandby sync --yes").succeeded().says("in place");
        assertThat(machines.sql(Node.BETA, "postgres", "SELECT pg_postmaster_start_time()"))
                .isEqualTo(started);
    }

    @Test
    @Order(3)
    void aRunningPrimaryIsResetOnlyWhenItIsNamed() {
        machines.run(Node.BETA, "runuser -u postgres -- pg_ctlcluster 17 main promote")
                .succeeded();
        machines.sql(Node.BETA, "bench", "CREATE TABLE diverged AS SELECT generate_series(1, 1000) AS n");
        machines.run(Node.BETA, "zstandby reset --yes")
                .endedWith(5)
                .says(
                        "beta: running as a primary, timeline 2",
                        "alpha: running as a primary, timeline 1",
                        "--confirm beta");
        machines.run(Node.BETA, "zstandby reset --confirm alpha").endedWith(5);
    }

    @Test
    @Order(4)
    void theDivergedStandbyFollowsAgainAndItsFormerStateIsKept() {
        // Left by somebody else, newer than ours: tolerated everywhere, and never touched.
        machines.run(Node.BETA, "zfs snapshot tank/pg/data@foreign").succeeded();
        machines.run(Node.ALPHA, "zfs snapshot tank/pg/data@foreign").succeeded();
        // Every commit on alpha waits for a standby that never comes; zstandby's own statements must not.
        machines.sql(Node.ALPHA, "postgres", "ALTER SYSTEM SET synchronous_standby_names = 'absent'");
        machines.sql(Node.ALPHA, "postgres", "SELECT pg_reload_conf()");
        // Enough that what SSH adds (a handshake for each stream) is no part of the figure.
        machines.run(
                        Node.ALPHA,
                        "dd if=/dev/urandom of=/var/lib/postgresql/17/main/filler bs=1M count=4 status=none; sync")
                .succeeded();
        var result = machines.run(Node.BETA, "zstandby reset --confirm beta --output json")
                .succeeded();
        machines.run(
                        Node.BETA,
                        "tac /var/log/postgresql/postgresql-17-main.log | sed -n '/received fast shutdown request/,$p'"
                                + " | grep -m 1 'point starting'")
                .succeeded()
                .says("immediate force wait");
        assertThat(result.figure("bytesTravelled"))
                .as("bytes sent against the estimate of zfs send")
                .isLessThanOrEqualTo(result.figure("bytesEstimated") * 105 / 100);
        machines.sql(Node.ALPHA, "postgres", "ALTER SYSTEM RESET synchronous_standby_names");
        machines.sql(Node.ALPHA, "postgres", "SELECT pg_reload_conf()");
        assertThat(machines.sql(Node.BETA, "bench", "SELECT to_regclass('diverged') IS NULL"))
                .isEqualTo("t");
        assertThat(machines.sql(Node.BETA, "postgres", "SELECT received_tli FROM pg_stat_wal_receiver"))
                .isEqualTo("1");
        assertThat(machines.sql(Node.BETA, "bench", CHECKSUM)).isEqualTo(machines.sql(Node.ALPHA, "bench", CHECKSUM));
        assertThat(machines.runFile(
                                Node.BETA,
                                "lab/pair/read-retired.sh",
                                result.retired(),
                                "bench",
                                "SELECT count(*) FROM diverged")
                        .succeeded()
                        .line())
                .isEqualTo("1000");
        machines.run(Node.BETA, "zfs list tank/pg/data.zstandby-retired-%s@foreign".formatted(result.retired()))
                .succeeded();
    }

    @Test
    @Order(5)
    void theCommonSnapshotIsHeldOnBothEndsAndNothingElseIsLeft() {
        for (Node node : Node.values()) {
            var peer = node == Node.ALPHA ? Node.BETA : Node.ALPHA;
            var held = machines.run(
                            node,
                            "zfs holds -H $(zfs list -H -o name -t snapshot -S createtxg tank/pg/data"
                                    + " | grep @zstandby- | head -n 1)")
                    .succeeded()
                    .output();
            assertThat(held).contains("zstandby:" + peer);
        }
        assertThat(machines.run(Node.BETA, "zfs list -H -o name | grep -c staged || true")
                        .line())
                .isEqualTo("0");
        assertThat(machines.sql(Node.ALPHA, "postgres", "SELECT string_agg(slot_name, ',') FROM pg_replication_slots"))
                .isEqualTo("zstandby_beta");
        assertThat(machines.run(Node.BETA, "ls /var/lib/postgresql/17/main/pg_replslot | wc -l")
                        .line())
                .isEqualTo("0");
    }

    @Test
    @Order(6)
    void undoGoesBackToTheFormerTreeWhenTheNodeIsNamed() {
        machines.run(Node.BETA, "zstandby undo --yes").endedWith(5).says("was a primary");
        machines.run(Node.BETA, "zstandby undo --confirm beta").succeeded();
        assertThat(machines.sql(Node.BETA, "bench", "SELECT count(*) FROM diverged"))
                .isEqualTo("1000");
        assertThat(machines.sql(Node.BETA, "bench", "SELECT pg_is_in_recovery()"))
                .isEqualTo("f");
        machines.run(Node.BETA, "zstandby reset --confirm beta").succeeded();
        machines.assertThatBetaStreams();
    }

    @Tag("long")
    @Test
    @Order(7)
    void backupModeCanBeAskedForInOnePoolToo() {
        machines.run(
                        Node.BETA,
                        "(cat /etc/zstandby/zstandby.yaml; echo 'backup-mode: always') >/tmp/always.yaml;"
                                + " zstandby reset --refresh --yes --config /tmp/always.yaml")
                .succeeded()
                .says("in backup mode", "backup-mode is always");
        machines.run(
                        Node.BETA,
                        "tail -n 40 /var/log/postgresql/postgresql-17-main.log | grep 'completed backup recovery'")
                .succeeded();
        machines.assertThatBetaStreams();
    }

    /** Replay lags behind on purpose, so what counts is what was received. */
    @Tag("long")
    @Test
    @Order(8)
    void aStandbyThatReplaysLateIsResetAndGoesOnReplayingLate() {
        machines.sql(Node.BETA, "postgres", "ALTER SYSTEM SET recovery_min_apply_delay = '1h'");
        machines.run(Node.BETA, "zstandby reset --refresh --yes").succeeded();
        assertThat(machines.sql(Node.BETA, "postgres", "SHOW recovery_min_apply_delay"))
                .isEqualTo("1h");
        machines.assertThatBetaStreams();
    }
}
