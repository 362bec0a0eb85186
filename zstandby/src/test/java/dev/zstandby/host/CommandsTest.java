package dev.zstandby.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class CommandsTest {
    private final List<String> log = new ArrayList<>();
    private final Commands commands = new Commands(line -> log.add(line.get()));

    private CommandResult sh(String script) {
        return commands.run(Command.of("sh", "-c", script));
    }

    private Failure failure(Command command) {
        return catchThrowableOfType(Failure.class, () -> commands.run(command));
    }

    @Test
    void keepsBothStreamsAndTheExitStatus() {
        var result = sh("echo out; echo err >&2; exit 3");
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.lines()).containsExactly("out");
        assertThat(result.errors()).isEqualTo("err\n");
        assertThat(result.succeeded()).isFalse();
    }

    @Test
    void muchOutputOnBothStreamsBlocksNothing() {
        var result = sh("head -c 3000000 /dev/zero | tr '\\0' e >&2; head -c 3000000 /dev/zero | tr '\\0' o");
        assertThat(result.output()).hasSize(3_000_000).doesNotContain("e");
        assertThat(result.errors()).hasSize(3_000_000).doesNotContain("o");
    }

    @Test
    void whatAChildPrintsBeforeItClosesItsOutputIsKept() {
        assertThat(sh("echo kept; exec >&- 2>&-; sleep 0.2").lines()).containsExactly("kept");
    }

    @Test
    void thereIsNothingToRead() {
        assertThat(commands.run(Command.of("cat")).output()).isEmpty();
    }

    @Test
    void everyChildRunsInTheCLocale() {
        assertThat(sh("echo $LC_ALL").lines()).containsExactly("C");
    }

    @Test
    void argumentsReachTheProgramAsTheyAre() {
        assertThat(commands.run(Command.of("printf", "%s", "$(id) 'a b' *")).output())
                .isEqualTo("$(id) 'a b' *");
    }

    @Test
    void pastItsLimitAProgramAndItsChildrenAreEnded(@TempDir Path directory) throws Exception {
        var pid = directory.resolve("pid");
        var script = "sleep 300 & echo $! > '%s'; wait".formatted(pid);
        var failure = failure(Command.of("sh", "-c", script).withLimit(Duration.ofSeconds(1)));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failure.sentence()).isEqualTo("A command did not end within 1 seconds and was ended.");
        assertThat(failure.evidence().getFirst()).startsWith("command: sh -c 'sleep 300");
        assertThat(ends(Long.parseLong(Files.readString(pid).strip()))).isTrue();
    }

    private static boolean ends(long pid) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
                return true;
            }
            Thread.sleep(20);
        }
        return false;
    }

    @Test
    void aMissingProgramIsNamedWithWhatToDo() {
        var failure = failure(Command.of("no-such-program-of-zstandby", "-x"));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(failure.sentence()).isEqualTo("The program no-such-program-of-zstandby cannot be started.");
        assertThat(failure.remedy()).contains("PATH");
    }

    @Test
    void everyCommandIsLoggedBeforeAndAfter() {
        sh("exit 3");
        assertThat(log).hasSize(2);
        assertThat(log.getFirst()).isEqualTo("run: sh -c 'exit 3'");
        assertThat(log.getLast()).matches("exit status 3 after \\d+ ms: sh -c 'exit 3'");
    }

    @Test
    void aFailureShowsTheCommandItsStatusAndItsLastLines() {
        var result = sh("for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i >&2; done; exit 9");
        var failure = catchThrowableOfType(Failure.class, () -> result.orFail("It did not work.", "Mend it."));
        assertThat(failure.sentence()).isEqualTo("It did not work.");
        assertThat(failure.evidence()).hasSize(12).contains("exit status: 9", "line 3", "line 12");
        assertThat(failure.evidence()).doesNotContain("line 2");
    }

    @Test
    void aSilentFailureShowsItsOutputInstead() {
        var result = sh("echo said on standard output; exit 1");
        assertThat(result.failure("No.", "Mend it.").evidence()).endsWith("said on standard output");
    }
}
