package dev.zstandby.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.host.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The titles are those of PostgreSQL 17's startup process, borne here by a child of this process, as the real ps sees it. */
class StartupSignsTest {
    @TempDir
    Path temp;

    private List<String> signs(long postmaster, Optional<String> log) throws IOException {
        Files.writeString(temp.resolve("postmaster.pid"), postmaster + "\n/var/lib/postgresql/17/main\n");
        if (log.isPresent()) {
            Files.writeString(temp.resolve("log"), log.get());
        }
        return StartupSigns.of(
                new Commands(line -> {}),
                temp,
                log.map(text -> temp.resolve("log")).map(ServerLog::new));
    }

    private static Process named(String title) throws IOException {
        var process = new ProcessBuilder("bash", "-c", "exec -a \"$1\" tail -f /dev/null", "bash", title).start();
        while (!Files.readString(Path.of("/proc/" + process.pid() + "/cmdline")).startsWith(title)) {
            Thread.onSpinWait();
        }
        return process;
    }

    @Test
    void theSegmentThatIsReplayedIsASign() throws IOException {
        var startup = named("postgres: 17/main: startup recovering 0000000300000001000000A7");
        try {
            assertThat(signs(ProcessHandle.current().pid(), Optional.empty()))
                    .containsExactly("startup recovering 0000000300000001000000A7");
            assertThat(signs(1, Optional.empty())).as("of another server").isEmpty();
        } finally {
            startup.destroyForcibly();
        }
    }

    @Test
    void soIsHowLongItHasBeenAtWorkOnTheFiles() throws IOException {
        assertThat(signs(0, Optional.of("""
                        2026-11-26 10:00:00.000 UTC [71] LOG:  database system was interrupted; last known up at 2026-11-26
                        2026-11-26 10:00:10.001 UTC [71] LOG:  syncing data directory (fsync), elapsed time: 10.00 s, current path: ./base/5/2619
                        2026-11-26 10:00:20.001 UTC [71] LOG:  syncing data directory (fsync), elapsed time: 20.00 s, current path: ./base/5/2840
                        """)))
                .satisfiesExactly(
                        first -> assertThat(first).contains("elapsed time: 10.00 s"),
                        second -> assertThat(second).contains("elapsed time: 20.00 s"));
    }

    @Test
    void aServerThatIsNotThereShowsNone() {
        assertThat(StartupSigns.of(new Commands(line -> {}), temp, Optional.empty()))
                .isEmpty();
    }
}
