package dev.zstandby.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.zstandby.Bytes;
import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.operations.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private PlainConsole console(boolean verbose) {
        return new PlainConsole(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), verbose);
    }

    @Test
    void resultsGoToStandardOutputAndAllElseToStandardError() {
        var console = console(false);
        console.result("the result");
        console.note("a note");
        assertThat(out.toString(UTF_8)).isEqualTo("the result\n");
        assertThat(err.toString(UTF_8)).isEqualTo("note: a note\n");
    }

    @Test
    void aStepIsOneLineWithWhatTravelled() {
        var console = console(false);
        console.begin(2, 9, new Step.HoldCommon().describe());
        console.transferred(new Bytes(1 << 20), new Bytes(1 << 21));
        console.end();
        assertThat(err.toString(UTF_8))
                .matches("\\[2/9] hold what was received: done in 0\\.\\d s, 1\\.00 MiB, .*/s\n");
    }

    @Test
    void programsAreShownOnlyWhenAskedFor() {
        console(false).detail(() -> "run: zfs list");
        assertThat(err.toString(UTF_8)).isEmpty();
        console(true).detail(() -> "run: zfs list");
        assertThat(err.toString(UTF_8)).isEqualTo("  run: zfs list\n");
    }

    @Test
    void aFailureSaysWhatShowsItAndWhatToDo() {
        console(false)
                .failure(Failure.refused("No.")
                        .withEvidence(List.of("this", "that"))
                        .withRemedy("Do this."));
        assertThat(err.toString(UTF_8)).isEqualTo("error: No.\n  this\n  that\nDo this.\n");
    }

    @Test
    void whereNobodyCanAnswerAQuestionIsARefusal() {
        var failure = catchThrowableOfType(Failure.class, () -> console(false).ask("Sure?"));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED);
    }
}
