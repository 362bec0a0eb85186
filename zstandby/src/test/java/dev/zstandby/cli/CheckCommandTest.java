package dev.zstandby.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.ExitCode;
import dev.zstandby.operations.Finding;
import dev.zstandby.operations.Finding.Grade;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CheckCommandTest {
    private static List<Finding> findings(Grade... grades) {
        return Stream.of(grades)
                .map(grade -> new Finding(grade, "id", "It is so.", List.of(), ""))
                .toList();
    }

    private static void endsWith(ExitCode expected, Grade... grades) {
        assertThat(CheckCommand.exitCode(findings(grades))).isEqualTo(expected);
        assertThat(View.Check.of(findings(grades)).ready()).isEqualTo(expected == ExitCode.DONE);
    }

    @Test
    void warningsKeepNobodyFromSeedAndReset() {
        endsWith(ExitCode.DONE, Grade.OK, Grade.WARNING, Grade.WARNING);
    }

    @Test
    void anErrorIsSomethingThatIsMissing() {
        endsWith(ExitCode.ENVIRONMENT, Grade.OK, Grade.ERROR, Grade.WARNING);
    }

    @Test
    void aRefusalDecidesWhateverElseIsThere() {
        endsWith(ExitCode.REFUSED, Grade.ERROR, Grade.REFUSAL, Grade.ERROR);
    }
}
