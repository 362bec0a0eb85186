package dev.zstandby.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Bytes;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "1449, 1.4 s",
        "61000, 61.0 s",
        "119900, 119.9 s",
        "120000, 2 min 0 s",
        "3661000, 61 min 1 s",
    })
    void durations(long millis, String text) {
        assertThat(Figures.seconds(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1048576, 1000, 1.00 MiB/s", "1048576, 500, 2.00 MiB/s", "0, 1000, 0 B/s", "1, 0, 1000 B/s"})
    void rates(long bytes, long millis, String text) {
        assertThat(Figures.rate(new Bytes(bytes), Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void numbersLookTheSameInEveryLocale() {
        var before = java.util.Locale.getDefault();
        try {
            java.util.Locale.setDefault(java.util.Locale.GERMANY);
            assertThat(Figures.seconds(Duration.ofMillis(1500))).isEqualTo("1.5 s");
            assertThat(new Bytes(1536)).hasToString("1.50 KiB");
        } finally {
            java.util.Locale.setDefault(before);
        }
    }
}
