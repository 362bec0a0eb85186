package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How quickly the packaged program starts on this host, against the bare runtime. Run before the machines are started. */
@Tag("native")
class NativeStartTest {
    private static final String HOME =
            Machines.root().resolve("target/package/usr/lib/zstandby").toString();
    private static final int RUNS = 10;

    @Test
    void helpTakesAtMostSixTimesAsLongAsTheBareRuntime() {
        var help = new ArrayList<Long>();
        var bare = new ArrayList<Long>();
        // One after the other, so that whatever else the host does slows both.
        for (int i = 0; i <= RUNS; i++) {
            help.add(nanoseconds(HOME + "/bin/zstandby", "--help"));
            bare.add(nanoseconds(HOME + "/runtime/bin/java", "-version"));
        }
        System.out.printf("measured: --help %.1f ms, java -version %.1f ms%n", median(help) / 1e6, median(bare) / 1e6);
        assertThat(median(help)).isLessThanOrEqualTo(median(bare) * 6);
    }

    /** All that they cost more is less than what a start and a look at both nodes cost; that is about a second where this was measured. */
    @Test
    void twentyThousandSnapshotsArePlannedInAtMostTwiceTheTimeOfOne() {
        var lines = new Machines()
                .onHost(Machines.root().resolve("packaging/measure-planning").toString(), "20000")
                .succeeded()
                .output()
                .lines()
                .map(line -> Long.parseLong(line.split(" ", -1)[1]))
                .toList();
        System.out.printf("measured: a plan with 1 snapshot %d ms, with 20,000 %d ms%n", lines.get(0), lines.get(1));
        assertThat(lines.get(1)).isLessThanOrEqualTo(lines.get(0) * 2);
    }

    private static long nanoseconds(String... command) {
        long begin = System.nanoTime();
        new Machines().onHost(command).succeeded();
        return System.nanoTime() - begin;
    }

    /** Of all but the first, which warms the files. */
    private static long median(List<Long> times) {
        var sorted = times.subList(1, times.size()).stream().sorted().toList();
        return (sorted.get(RUNS / 2 - 1) + sorted.get(RUNS / 2)) / 2;
    }
}
