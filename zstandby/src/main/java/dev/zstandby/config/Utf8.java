package dev.zstandby.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/** Bytes as text, or where they are none. */
sealed interface Utf8 {
    record Good(String text) implements Utf8 {}

    /**
     * Not a text.
     *
     * @param line the line the byte is in, with a replacement character for it
     * @param octet the first byte that is not UTF-8
     */
    record Bad(Position at, String line, int octet) implements Utf8 {
        Mistake mistake(String source) {
            return new Mistake(
                    source,
                    at.line(),
                    at.column(),
                    line,
                    "the byte 0x%02X is not UTF-8.".formatted(octet),
                    "Save the file in the encoding UTF-8.");
        }
    }

    static Utf8 decode(byte[] bytes) {
        CharsetDecoder decoder = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        if (!decoder.decode(in, out, true).isError()) {
            return new Good(out.flip().toString());
        }
        Position at = Position.after(out.flip().toString());
        String line = SourceText.of("", new String(bytes, UTF_8)).lineAt(at);
        return new Bad(at, line, Byte.toUnsignedInt(bytes[in.position()]));
    }
}
