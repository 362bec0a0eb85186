package dev.zstandby.peer;

import dev.zstandby.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Reads lines up to a length, so that the other side cannot fill the memory. */
public final class LineReader {
    private final InputStream stream;
    private final int longest;
    private final AtomicReference<Optional<Long>> begun = new AtomicReference<>(Optional.empty());

    /** @param longest in bytes, without the line's end */
    public LineReader(InputStream stream, int longest) {
        this.stream = stream;
        this.longest = longest;
    }

    /** The next line without its end; nothing when the stream has ended. */
    public Optional<String> next() throws IOException {
        var line = new ByteArrayOutputStream(256);
        begun.set(Optional.empty());
        for (int octet = stream.read(); octet != '\n'; octet = stream.read()) {
            if (octet < 0) {
                return line.size() == 0 ? Optional.empty() : Optional.of(text(line));
            }
            if (line.size() == longest) {
                throw Failure.usage("A line is longer than %d bytes.".formatted(longest))
                        .withRemedy(Wire.SAME_LANGUAGE);
            }
            if (line.size() == 0) {
                begun.set(Optional.of(System.nanoTime()));
            }
            line.write(octet);
        }
        begun.set(Optional.empty());
        return Optional.of(text(line));
    }

    /** For how long the line whose end has not come yet has been coming; nothing between lines. For any thread. */
    Optional<Duration> coming() {
        return begun.get().map(first -> Duration.ofNanos(System.nanoTime() - first));
    }

    private static String text(ByteArrayOutputStream line) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Failure.usage("A line is not valid UTF-8.").withRemedy(Wire.SAME_LANGUAGE);
        }
    }
}
