package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Ratios of figures from one run; never seconds. */
@Tag("measured")
@StartsFrom("seeded")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MeasuredTest {
    private static final String FILLER = "/var/lib/postgresql/17/main/filler";

    private final Machines machines;
    private static long smallDowntime;

    MeasuredTest(Machines machines) {
        this.machines = machines;
    }

    private void change(int megabytes) {
        machines.run(
                        Node.ALPHA,
                        "dd if=/dev/urandom of=%s-$RANDOM bs=1M count=%d status=none; sync"
                                .formatted(FILLER, megabytes))
                .succeeded();
    }

    private Result reset() {
        return machines.run(Node.BETA, "zstandby reset --refresh --yes --output json")
                .succeeded();
    }

    @Test
    @Order(1)
    void aSmallChangeGivesTheDowntimeToCompareWith() {
        change(2);
        smallDowntime = reset().figure("downtimeMillis");
        assertThat(smallDowntime).isPositive();
    }

    @Test
    @Order(2)
    void aLargeChangeCostsNoMoreDowntimeAndLittleMoreThanTheBarePipe() {
        change(200);
        var before = newestSnapshot();
        var result = reset();
        System.out.printf(
                "measured: downtime %d ms for 2 MB, %d ms for 200 MB%n",
                smallDowntime, result.figure("downtimeMillis"));
        assertThat(result.figure("downtimeMillis"))
                .as("downtime for 200 MB against %d ms for 2 MB", smallDowntime)
                .isLessThanOrEqualTo(smallDowntime * 3 / 2);
        assertThat(result.figure("bytesTravelled"))
                .isGreaterThan(200_000_000)
                .isLessThanOrEqualTo(result.figure("bytesEstimated") * 105 / 100);
        var bare = machines.onHost("lab/pair/bare-pipe", before, newestSnapshot())
                .succeeded()
                .line()
                .split(" ", 2);
        System.out.printf("measured: transfer %d ms, bare pipe %s ms%n", result.figure("transferMillis"), bare[0]);
        assertThat(result.figure("transferMillis"))
                .as("transfer against the same streams through a bare pipe in %s ms", bare[0])
                .isLessThanOrEqualTo(Long.parseLong(bare[0]) * 5 / 4);
        assertThat(result.figure("bytesTravelled"))
                .as("bytes against what zfs send -nP says by hand")
                .isLessThanOrEqualTo(Long.parseLong(bare[1]) * 105 / 100);
    }

    private String newestSnapshot() {
        return machines.run(
                        Node.BETA,
                        "zfs list -H -o name -t snapshot -S createtxg tank/pg/data | grep @zstandby- | head -n 1 | cut -d@ -f2")
                .succeeded()
                .line();
    }
}
