package dev.zstandby.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemLogTest {
    private final List<String> run = Collections.synchronizedList(new ArrayList<>());

    @Test
    void nothingIsStartedForNoLine() {
        new SystemLog(new Commands(line -> run.add(line.get())), "zstandby-test").close();
        assertThat(run).isEmpty();
    }

    @Test
    void aLineStaysOneLineAndCannotSpeakToATerminal() {
        assertThat(SystemLog.oneLine("a\nb\u001b[2Jc\0\u2028d")).isEqualTo("a?b?[2Jc??d");
        assertThat(SystemLog.oneLine("")).isEqualTo("?");
        assertThat(SystemLog.oneLine("x".repeat(10_000))).hasSize(500);
    }
}
