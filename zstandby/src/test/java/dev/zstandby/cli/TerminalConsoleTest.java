package dev.zstandby.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.operations.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalConsoleTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final TerminalConsole console = new TerminalConsole(System.out, new PrintStream(err, true, UTF_8));

    private String lastLine(Step step) {
        console.begin(1, 9, step.describe());
        console.end();
        var text = err.toString(UTF_8);
        assertThat(text).endsWith("\n");
        return text.substring(text.lastIndexOf('\r') + "\r\u001b[2K".length(), text.length() - 1);
    }

    @Test
    void aFinishedStepIsSaidInFullWhenItFits() {
        assertThat(lastLine(new Step.MountLive(false))).matches("\\[1/9] mount the live tree: done in 0\\.\\d s");
    }

    @Test
    void aLongOneIsCutToOneLineWithItsFigures() {
        assertThat(lastLine(new Step.StopServer("x".repeat(200), List.of(), false)))
                .hasSizeLessThan(Screen.width())
                .matches("\\[1/9] stop x+\\.\\.\\.: done in 0\\.\\d s");
    }
}
