package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Ratios of figures from one run; never seconds. What else the host does only adds time, by chance and to either figure of a
 * ratio, so it is measured anew while a ratio is missed, up to ten times, and what counts is the shortest time of each figure.
 * (One and the same bare pipe took from 15.6 to 23.7 s within six minutes on an emulated host.)
 */
@Tag("measured")
@StartsFrom("seeded")
class MeasuredTest {
    private static final String FILLER = "/var/lib/postgresql/17/main/filler";
    private static final int MOST_TIMES = 10;
    private static final double MOST_DOWNTIME = 1.5;
    private static final double MOST_TRANSFER = 1.25;

    private final Machines machines;

    MeasuredTest(Machines machines) {
        this.machines = machines;
    }

    /**
     * @param smallDowntime milliseconds, for a change of 2 MB
     * @param largeDowntime milliseconds, for a change of 200 MB
     * @param transfer milliseconds, of the change of 200 MB
     * @param barePipe milliseconds, for the same streams by hand
     */
    private record Times(long smallDowntime, long largeDowntime, long transfer, long barePipe) {
        Times shortest(Times other) {
            return new Times(
                    Math.min(smallDowntime, other.smallDowntime),
                    Math.min(largeDowntime, other.largeDowntime),
                    Math.min(transfer, other.transfer),
                    Math.min(barePipe, other.barePipe));
        }

        boolean areGood() {
            return largeDowntime <= smallDowntime * MOST_DOWNTIME && transfer <= barePipe * MOST_TRANSFER;
        }
    }

    @Test
    void aLargeChangeCostsNoMoreDowntimeAndLittleMoreThanTheBarePipe() {
        var shortest = measured();
        for (int time = 1; time < MOST_TIMES && !shortest.areGood(); time++) {
            shortest = shortest.shortest(measured());
        }
        assertThat(shortest)
                .as("downtime for 200 MB at most 1.5 times that for 2 MB, transfer at most 1.25 times the bare pipe's")
                .matches(Times::areGood);
    }

    private Times measured() {
        var times = measure();
        System.out.println("measured, in milliseconds: " + times);
        return times;
    }

    private Times measure() {
        change(2);
        var small = reset();
        change(200);
        var before = newestSnapshot();
        var large = reset();
        var bare = machines.onHost("lab/pair/bare-pipe", before, newestSnapshot())
                .succeeded()
                .line()
                .split(" ", 2);
        assertThat(large.figure("bytesTravelled"))
                .as("bytes against the estimate, and against what zfs send -nP says by hand")
                .isGreaterThan(200_000_000)
                .isLessThanOrEqualTo(large.figure("bytesEstimated") * 105 / 100)
                .isLessThanOrEqualTo(Long.parseLong(bare[1]) * 105 / 100);
        return new Times(
                small.figure("downtimeMillis"),
                large.figure("downtimeMillis"),
                large.figure("transferMillis"),
                Long.parseLong(bare[0]));
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

    private String newestSnapshot() {
        return machines.run(
                        Node.BETA,
                        "zfs list -H -o name -t snapshot -S createtxg tank/pg/data | grep @zstandby- | head -n 1 | cut -d@ -f2")
                .succeeded()
                .line();
    }
}
