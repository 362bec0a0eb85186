package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What goes wrong in the middle leaves a way back or a way on. */
@StartsFrom("seeded")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LossTest {
    private static final String INSIDE = "/var/lib/postgresql/17/main/inside";

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
        machines.sql(Node.ALPHA, "postgres", "ALTER SYSTEM RESET shared_preload_libraries");
    }

    @Test
    @Order(2)
    void anInterruptedTransferGoesOnWhereItStopped() {
        machines.run(
                        Node.ALPHA,
                        "dd if=/dev/urandom of=/var/lib/postgresql/17/main/filler bs=1M count=60 status=none; sync")
                .succeeded();
        resetAndInterrupt("INT", 8_000_000);
        resetAndInterrupt("KILL", 20_000_000);
        assertThat(machines.sql(Node.BETA, "postgres", "SELECT pg_is_in_recovery()"))
                .isEqualTo("t");
        // What is mounted inside lets nothing be unmounted, which shows only when the server has stopped.
        machines.run(Node.BETA, "mkdir %1$s; mount -t tmpfs none %1$s".formatted(INSIDE))
                .succeeded();
        machines.run(Node.BETA, "zstandby reset --refresh --yes")
                .endedWith(1)
                .says("go on with the interrupted transfer", "cannot be unmounted", "serves as before");
        assertThat(machines.sql(Node.BETA, "postgres", "SELECT pg_is_in_recovery()"))
                .isEqualTo("t");
        machines.run(Node.BETA, "umount " + INSIDE).succeeded();
        machines.run(Node.BETA, "zstandby reset --refresh --yes").succeeded();
        assertThat(machines.sql(Node.BETA, "postgres", "SELECT status FROM pg_stat_wal_receiver"))
                .isEqualTo("streaming");
    }

    /** Signals zstandby once so much is on disk; whatever happens to it, both ends of the stream end and keep what arrived. */
    private void resetAndInterrupt(String signal, long bytes) {
        var reset = machines.begin(Node.BETA, "zstandby reset --refresh --yes");
        machines.run(
                        Node.BETA,
                        ("for i in $(seq 300); do used=$(zfs get -Hpo value used tank/pg/data.zstandby-staged 2>/dev/null);"
                                        + " [ ${used:-0} -gt %d ] && break; sleep 0.2; done;"
                                        + " pkill -%s -f 'zstandby.jar rese[t]'")
                                .formatted(bytes, signal))
                .succeeded();
        var interrupted = reset.join();
        assertThat(interrupted.status()).as(interrupted.text()).isNotZero();
        machines.run(Node.BETA, "for i in $(seq 50); do pgrep -x zfs >/dev/null || exit 0; sleep 0.2; done; exit 1")
                .succeeded();
        machines.run(Node.ALPHA, "for i in $(seq 50); do pgrep -x zfs >/dev/null || exit 0; sleep 0.2; done; exit 1")
                .succeeded();
        assertThat(machines.run(Node.BETA, "zfs list -H -o receive_resume_token tank/pg/data.zstandby-staged")
                        .succeeded()
                        .line())
                .startsWith("1-");
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
        assertThat(machines.sql(Node.BETA, "postgres", "SELECT status FROM pg_stat_wal_receiver"))
                .isEqualTo("streaming");
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

    @Test
    @Order(5)
    void aStandbyThatStartsAndDoesNotStreamIsSaidToAndUndone() {
        // libpq ignores a passfile that others may read, so the server has no password.
        machines.run(Node.BETA, "chmod 644 /etc/zstandby/server-passfile").succeeded();
        machines.run(Node.BETA, "zstandby reset --refresh --yes")
                .endedWith(1)
                .says(
                        "started but does not stream on timeline 1 of alpha",
                        "The standby cannot stream: it has no password for the primary.",
                        "the last lines of PostgreSQL's log",
                        "zstandby undo");
        machines.run(Node.BETA, "chmod 600 /etc/zstandby/server-passfile").succeeded();
        machines.run(Node.BETA, "zstandby undo --yes").succeeded();
        assertThat(machines.sql(
                        Node.BETA,
                        "postgres",
                        "SELECT pg_sleep(5); SELECT pg_is_in_recovery(), count(*) FROM pg_stat_wal_receiver"))
                .endsWith("t|1");
    }
}
