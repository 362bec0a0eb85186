package dev.zstandby.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockTest {
    @TempDir
    Path temp;

    @Test
    void whoIsKeptOutIsToldByWhom() {
        var file = temp.resolve("made/tank!pg.lock");
        try (var held = Lock.take(file, "zstandby reset")) {
            assertThat(held).isNotNull();
            assertThatThrownBy(() -> Lock.take(file, "zstandby seed"))
                    .isInstanceOfSatisfying(Failure.class, failure -> {
                        assertThat(failure.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
                        assertThat(failure.evidence().getFirst())
                                .startsWith("zstandby reset, process "
                                        + ProcessHandle.current().pid() + ", since 2");
                    });
        }
        Lock.take(file, "zstandby seed").close();
    }

    /** Between taking it and saying so the file names who had it before. */
    @Test
    void whoHasEndedIsNotNamed() throws Exception {
        var file = temp.resolve("tank!pg.lock");
        try (var held = Lock.take(file, "zstandby reset")) {
            assertThat(held).isNotNull();
            Files.writeString(file, "zstandby seed, process 999999999, since long ago\n");
            assertThatThrownBy(() -> Lock.take(file, "zstandby sync"))
                    .isInstanceOfSatisfying(
                            Failure.class,
                            failure -> assertThat(failure.evidence())
                                    .containsExactly("lock: %s, taken a moment ago".formatted(file)));
        }
    }

    @Test
    void aFileThatACrashLeftKeepsNobodyOut() throws Exception {
        var file = Files.writeString(temp.resolve("left.lock"), "zstandby reset, process 1, since long ago\n");
        Lock.take(file, "zstandby undo").close();
        assertThat(file).content().startsWith("zstandby undo").doesNotContain("long ago");
    }
}
