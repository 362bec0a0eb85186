package dev.zstandby.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Failure;
import dev.zstandby.operations.Finding;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class NagiosTest {
    private static final Finding GOOD = Finding.ok("rights", "All rights are there.");
    private static final Finding FULL = Finding.warning("pool-full", "Pool a|b is full.", "Make room.");
    private static final Finding LOST = Finding.error("delegation", "A right is missing.", "Grant it.");

    private final RecordingConsole console = new RecordingConsole("");

    private int tell(Supplier<List<Finding>> look) {
        return Nagios.tell(console, look);
    }

    @Test
    void theWorstIsTheStateAndTheFirstLine() {
        assertThat(tell(() -> List.of(GOOD, GOOD))).isZero();
        assertThat(console.results).containsExactly("ZSTANDBY OK - 2 checks");
    }

    @Test
    void aWarningIsOneAndABarIsNoFigure() {
        assertThat(tell(() -> List.of(GOOD, FULL))).isEqualTo(1);
        assertThat(console.results)
                .containsExactly("ZSTANDBY WARNING - Pool a/b is full.", "pool-full: Pool a/b is full. -> Make room.");
    }

    @Test
    void anErrorIsTwo() {
        assertThat(tell(() -> List.of(FULL, LOST, LOST))).isEqualTo(2);
        assertThat(console.results.getFirst()).isEqualTo("ZSTANDBY CRITICAL - A right is missing. (and 1 more)");
        assertThat(console.results).hasSize(4);
    }

    @Test
    void aPeerThatCannotBeReachedIsCriticalAndAWrongConfigurationUnknown() {
        assertThat(tell(() -> {
                    throw Failure.environment("alpha cannot be reached.");
                }))
                .isEqualTo(2);
        assertThat(tell(() -> {
                    throw Failure.usage("There is no configuration.");
                }))
                .isEqualTo(3);
        assertThat(console.results)
                .containsExactly(
                        "ZSTANDBY CRITICAL - alpha cannot be reached.",
                        "ZSTANDBY UNKNOWN - There is no configuration.");
    }
}
