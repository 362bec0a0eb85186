package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Ratios of figures from one run; never seconds. What else the host does in between spoils a figure by chance: so when a ratio
 * is missed it is measured twice more, and the medians of the three must meet it.
 */
@Tag("measured")
@StartsFrom("seeded")
class MeasuredTest {
    private static final String FILLER = "/var/lib/postgresql/17/main/filler";
    private static final int TIMES = 3;
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
        double downtimeRatio() {
            return (double) largeDowntime / smallDowntime;
        }

        double transferRatio() {
            return (double) transfer / barePipe;
        }

        boolean areGood() {
            return downtimeRatio() <= MOST_DOWNTIME && transferRatio() <= MOST_TRANSFER;
        }
    }

    @Test
    void aLargeChangeCostsNoMoreDowntimeAndLittleMoreThanTheBarePipe() {
        var measured = new ArrayList<Times>();
        do {
            measured.add(measure());
            System.out.println("measured, in milliseconds: " + measured.getLast());
        } while (!measured.getFirst().areGood() && measured.size() < TIMES);
        assertThat(median(measured, Times::downtimeRatio))
                .as("downtime for 200 MB against that for 2 MB: %s", measured)
                .isLessThanOrEqualTo(MOST_DOWNTIME);
        assertThat(median(measured, Times::transferRatio))
                .as("transfer against the bare pipe: %s", measured)
                .isLessThanOrEqualTo(MOST_TRANSFER);
    }

    private static double median(List<Times> measured, ToDoubleFunction<Times> ratio) {
        return measured.stream().mapToDouble(ratio).sorted().toArray()[measured.size() / 2];
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
