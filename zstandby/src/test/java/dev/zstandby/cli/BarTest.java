package dev.zstandby.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Bytes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarTest {
    private static String line(long sofar, long expected, int width) {
        return Bar.line(new Bytes(sofar), new Bytes(expected), Duration.ofSeconds(1), width);
    }

    @Test
    void showsHowMuchHowFastAndHowLongStill() {
        assertThat(line(1 << 20, 4 << 20, 79))
                .isEqualTo("  [######------------------]  25%  1.00 MiB of 4.00 MiB, 1.00 MiB/s, 3.0 s left");
    }

    @Test
    void theFirstByteIsNoDivisionByZero() {
        assertThat(line(0, 4 << 20, 79))
                .contains("   0%  0 B of 4.00 MiB, 0 B/s")
                .doesNotContain("left", "#");
    }

    @Test
    void moreThanWasExpectedIsAllOfIt() {
        assertThat(line(5 << 20, 4 << 20, 79)).contains("100%").doesNotContain("left", "-]");
    }

    @Test
    void withoutAnExpectationThereIsNoBar() {
        assertThat(line(1 << 20, 0, 79)).isEqualTo("  1.00 MiB, 1.00 MiB/s");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 40})
    void onANarrowTerminalOnlyTheFiguresAreLeft(int width) {
        assertThat(line(1 << 20, 4 << 20, width)).startsWith("  25%  1.00 MiB of");
    }

    @ParameterizedTest
    @ValueSource(ints = {70, 79, 132, 200})
    void fillsTheWidthAndNoMore(int width) {
        assertThat(line(3 << 20, 4 << 20, width))
                .hasSizeLessThanOrEqualTo(width)
                .contains("[", "]");
    }

    @Test
    void noTimeAtAllIsNoDivisionByZero() {
        assertThat(Bar.line(new Bytes(10), new Bytes(20), Duration.ZERO, 79)).contains("50%");
    }
}
