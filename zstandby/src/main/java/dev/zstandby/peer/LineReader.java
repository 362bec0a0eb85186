package dev.zstandby.peer;

import dev.zstandby.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads lines up to a length, so that the other side cannot fill the memory. */
final class LineReader {
    private final InputStream stream;
    private final int longest;

    /** @param longest in bytes, without the line's end */
    LineReader(InputStream stream, int longest) {
        this.stream = stream;
        this.longest = longest;
    }

    /** The next line without its end; nothing when the stream has ended. */
    Optional<String> next() throws IOException {
        var line = new ByteArrayOutputStream(256);
        for (int octet = stream.read(); octet != '\n'; octet = stream.read()) {
            if (octet < 0) {
                return line.size() == 0 ? Optional.empty() : Optional.of(text(line));
            }
            if (line.size() == longest) {
                throw Failure.usage("A line is longer than %d bytes.".formatted(longest))
                        .withRemedy(Wire.SAME_LANGUAGE);
            }
            line.write(octet);
        }
        return Optional.of(text(line));
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
