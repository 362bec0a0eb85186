package dev.zstandby.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.ExitCode;
import org.junit.jupiter.api.Test;

class ReceiveProblemTest {
    @Test
    void aKnownProblemSaysWhatToDo() {
        var failure = ReceiveProblem.of("cannot receive incremental stream: out of space\n");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(failure.sentence()).isEqualTo("The stream could not be received. The pool is full.");
    }

    @Test
    void anUnknownOneCanBeTriedAgain() {
        var failure = ReceiveProblem.of("something new\n");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failure.remedy()).isEqualTo("Run the command again: it goes on where it stopped.");
    }
}
