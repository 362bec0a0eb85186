package dev.zstandby.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    private static LineReader reader(String text) {
        return new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), 10);
    }

    @Test
    void linesComeOneByOneAndThenNothing() throws IOException {
        var reader = reader("one\n\ntwo\n");
        assertThat(reader.next()).contains("one");
        assertThat(reader.next()).contains("");
        assertThat(reader.next()).contains("two");
        assertThat(reader.next()).isEmpty();
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void aLastLineNeedsNoEnd() throws IOException {
        assertThat(reader("one").next()).contains("one");
    }

    @Test
    void aCarriageReturnIsPartOfTheLine() throws IOException {
        assertThat(reader("one\r\n").next()).contains("one\r");
    }

    @Test
    void aNulIsPartOfTheLine() throws IOException {
        assertThat(reader("a\0b\n").next()).contains("a\0b");
    }

    @Test
    void theLengthIsCountedInBytes() throws IOException {
        assertThat(reader("äääää\n").next()).contains("äääää");
        assertThat(catchThrowableOfType(Failure.class, () -> reader("ääääää\n").next())
                        .sentence())
                .isEqualTo("A line is longer than 10 bytes.");
    }

    @Test
    void aLineThatIsTooLongIsNotReadToItsEnd() {
        var input = new ByteArrayInputStream("x".repeat(100).getBytes(UTF_8));
        var failure = catchThrowableOfType(Failure.class, () -> new LineReader(input, 10).next());
        assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(input.available()).isEqualTo(100 - 11);
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        var reader = new LineReader(new ByteArrayInputStream("gr\u00fc\u00dfe\n".getBytes(ISO_8859_1)), 10);
        assertThat(catchThrowableOfType(Failure.class, reader::next).sentence())
                .isEqualTo("A line is not valid UTF-8.");
    }
}
