package dev.zstandby.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A server's log file. */
public record ServerLog(Path file) {
    private static final int BLOCK = 64 * 1024;

    /** However long its lines are, no more than this is read of a file. */
    private static final int MOST_BYTES = 16 * BLOCK;

    /** The last lines, read from the end; none when there is no such file. */
    public List<String> last(int count) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            var lines = tail(channel, count).lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw OpenDirectory.failure("cannot be read", file, e);
        }
    }

    /** What the newest line that zstandby knows means, and what to do about it. */
    public static Optional<ServerComplaint> explain(List<String> lines) {
        return lines.reversed().stream()
                .flatMap(line -> ServerComplaint.of(line).stream())
                .findFirst();
    }

    private static String tail(FileChannel channel, int count) throws IOException {
        long size = channel.size();
        int length = 0;
        var bytes = new byte[0];
        while (length < Math.min(size, MOST_BYTES) && newlines(bytes) <= count) {
            length = (int) Math.min(size, length + (long) BLOCK);
            bytes = read(channel, size - length, length);
        }
        var text = new String(bytes, UTF_8);
        return length < size ? text.substring(text.indexOf('\n') + 1) : text;
    }

    private static byte[] read(FileChannel channel, long from, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
            // Reads may be short; a file that shrinks meanwhile ends them.
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    private static int newlines(byte[] bytes) {
        int newlines = 0;
        for (byte b : bytes) {
            newlines += b == '\n' ? 1 : 0;
        }
        return newlines;
    }
}
