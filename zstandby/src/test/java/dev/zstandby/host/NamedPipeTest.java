package dev.zstandby.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zstandby.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class NamedPipeTest {
    private final Commands commands = new Commands(line -> {});

    @TempDir
    Path directory;

    private NamedPipe create() {
        return NamedPipe.create(commands, directory.resolve("pipe"));
    }

    private static String output(Process process) throws IOException, InterruptedException {
        var text = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return text;
    }

    @Test
    void oneReaderAfterTheOtherTakesItsPart() throws Exception {
        try (var pipe = create()) {
            pipe.startWriter(Command.of("printf", "abcdefgh"));
            assertThat(output(pipe.startReader(Command.of("dd", "bs=1", "count=3", "status=none"))))
                    .isEqualTo("abc");
            assertThat(output(pipe.startReader(Command.of("cat")))).isEqualTo("defgh");
        }
    }

    @Test
    void whatWasWrittenWaitsForAReader() throws Exception {
        try (var pipe = create()) {
            pipe.startWriter(Command.of("printf", "late")).waitFor();
            assertThat(output(pipe.startReader(Command.of("cat")))).isEqualTo("late");
        }
    }

    @Test
    void theReadersInputEndsWithTheWriter() throws Exception {
        try (var pipe = create()) {
            var writer = pipe.startWriter(Command.of("sleep", "60"));
            var reader = pipe.startReader(Command.of("cat"));
            assertThat(reader.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
            writer.destroy();
            assertThat(output(reader)).isEmpty();
        }
    }

    @Test
    void aWriterNobodyReadsFromAnyMoreIsTold() throws Exception {
        var pipe = create();
        var writer = pipe.startWriter(Command.of("yes"));
        assertThat(writer.waitFor(300, TimeUnit.MILLISECONDS)).isFalse();
        pipe.close();
        assertThat(writer.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void itIsForThisUserAloneAndTakesThePlaceOfOneLeftBehind() throws Exception {
        Files.writeString(directory.resolve("pipe"), "left behind");
        try (var pipe = create()) {
            assertThat(pipe).isNotNull();
            assertThat(Files.getPosixFilePermissions(directory.resolve("pipe")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void whereItCannotBeMadeIsSaid() {
        assertThatThrownBy(() -> NamedPipe.create(commands, directory.resolve("missing/pipe")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("cannot be made");
    }
}
