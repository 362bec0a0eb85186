package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** How quickly the packaged program starts on this host, against the bare runtime. */
class NativeStartTest {
    private static final String HOME = "target/package/usr/lib/zstandby";
    private static final int RUNS = 10;

    @Test
    void helpTakesAtMostSixTimesAsLongAsTheBareRuntime() {
        long help = median(HOME + "/bin/zstandby", "--help");
        long bare = median(HOME + "/runtime/bin/java", "-version");
        System.out.printf("measured: --help %.1f ms, java -version %.1f ms%n", help / 1e6, bare / 1e6);
        assertThat(help).isLessThanOrEqualTo(bare * 6);
    }

    private static long median(String... command) {
        var machines = new Machines();
        machines.onHost(command).succeeded();
        var times = new ArrayList<Long>();
        for (int i = 0; i < RUNS; i++) {
            long begin = System.nanoTime();
            machines.onHost(command).succeeded();
            times.add(System.nanoTime() - begin);
        }
        times.sort(Long::compare);
        return (times.get(RUNS / 2 - 1) + times.get(RUNS / 2)) / 2;
    }
}
