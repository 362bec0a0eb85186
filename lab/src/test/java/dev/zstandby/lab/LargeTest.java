package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Much of everything: datasets, snapshots, bytes. */
@Tag("soak")
@StartsFrom("seeded")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LargeTest {
    private static final int TABLESPACES = 28;
    private static final int GROUP_SNAPSHOTS = 667;

    private final Machines machines;

    LargeTest(Machines machines) {
        this.machines = machines;
    }

    /** On the product's own limit it would take ten minutes; here a program may take three quarters of one. */
    @Test
    @Order(1)
    void aStreamThatStandsStillIsGivenUpAndGoneOnWith() {
        Scenario.fill(machines, 300);
        Trial.copyProgram(machines);
        var reset = CompletableFuture.supplyAsync(
                () -> machines.runFile(Node.BETA, "lab/matrix/begin.sh", "45", "never", "reset", "--refresh"));
        machines.run(
                        Node.BETA,
                        "timeout 600 sh -c 'until [ $(zfs get -Hpo value used tank/pg/data.zstandby-staged 2>/dev/null || echo 0)"
                                + " -gt 20000000 ]; do sleep 0.1; done'")
                .succeeded();
        // Stopped itself, zfs would end the stream: the kernel's part of it minds signals.
        machines.run(Node.ALPHA, "pkill -STOP -u zstandby sshd").succeeded();
        reset.join().succeeded().says("The stream is stuck: for 4", "Trying again in 2 s (1 of 2)", "ResumeReceive");
        assertThat(machines.run(Node.BETA, "cat /tmp/faults.status").line()).isEqualTo("0");
        machines.run(Node.ALPHA, "pkill -KILL -u zstandby sshd; true").succeeded();
        machines.assertThatBetaStreams();
    }

    @Test
    @Order(2)
    void aDeltaOfSeveralGigabytes() {
        Scenario.fill(machines, 3000);
        var reset = machines.run(Node.BETA, "zstandby reset --refresh --yes --output json")
                .succeeded();
        assertThat(reset.figure("bytesTravelled")).isGreaterThan(3000L << 20);
        System.out.printf(
                "measured: %d bytes in %d ms%n", reset.figure("bytesTravelled"), reset.figure("transferMillis"));
        machines.assertThatBetaStreams();
        machines.run(Node.ALPHA, "rm /var/lib/postgresql/17/main/filler").succeeded();
    }

    @Test
    @Order(3)
    void aGroupOfThirtyDatasets() {
        machines.runFile(Node.ALPHA, "lab/matrix/tablespaces.sh", Integer.toString(TABLESPACES), "primary")
                .succeeded();
        machines.runFile(Node.BETA, "lab/matrix/tablespaces.sh", Integer.toString(TABLESPACES), "standby")
                .succeeded();
        machines.run(Node.BETA, "zstandby seed --replace --yes").succeeded();
        machines.assertThatBetaStreams();
        assertThat(machines.sql(Node.BETA, "bench", "SELECT n FROM t" + TABLESPACES))
                .isEqualTo(Integer.toString(TABLESPACES));
        machines.sql(Node.ALPHA, "bench", "UPDATE t7 SET n = 70");
        machines.run(Node.BETA, "zstandby reset --refresh --yes").succeeded();
        machines.assertThatBetaStreams();
    }

    @Test
    @Order(4)
    void twentyThousandSnapshots() {
        machines.runFile(Node.ALPHA, "lab/matrix/many-snapshots.sh", Integer.toString(GROUP_SNAPSHOTS))
                .succeeded();
        assertThat(Integer.parseInt(machines.run(Node.ALPHA, "zfs list -H -o name -t snapshot -r tank/pg | wc -l")
                        .line()))
                .isGreaterThan(20_000);
        machines.run(Node.BETA, "zstandby status").succeeded();
        machines.run(Node.BETA, "zstandby reset --refresh --yes").succeeded();
        machines.assertThatBetaStreams();
        machines.run(Node.ALPHA, "zstandby prune --yes").succeeded().says("given back");
        assertThat(Integer.parseInt(machines.run(Node.ALPHA, "zfs list -H -o name -t snapshot -r tank/pg | wc -l")
                        .line()))
                .as("the last, the hourly, the daily and the weekly ones of thirty datasets")
                .isLessThan(30 * (3 + 24 + 7 + 4 + 3));
        machines.run(Node.BETA, "zstandby reset --refresh --yes").succeeded();
        machines.assertThatBetaStreams();
    }
}
