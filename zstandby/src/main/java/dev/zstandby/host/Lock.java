package dev.zstandby.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.zstandby.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A lock that one process of this machine has at a time. The kernel gives it up with the process that holds it (fcntl(2)), so
 * none is left behind by a crash; the file stays and says who held it last.
 */
public final class Lock implements AutoCloseable {
    private static final Pattern PROCESS = Pattern.compile("process ([0-9]{1,9}),");

    private final FileChannel channel;

    private Lock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock, or fails at once and says who holds it.
     *
     * @param file made when it is missing, with its directory
     * @param what is being done, for whom is kept out
     */
    public static Lock take(Path file, String what) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!isFree(channel)) {
                try (channel) {
                    throw taken(file, text(channel));
                }
            }
            note(
                    channel,
                    "%s, process %d, since %s%n"
                            .formatted(
                                    what,
                                    ProcessHandle.current().pid(),
                                    Instant.now().truncatedTo(ChronoUnit.SECONDS)));
            return new Lock(channel);
        } catch (IOException e) {
            throw Failure.environment("The lock %s cannot be taken.".formatted(file))
                    .withEvidence(List.of(e.toString()))
                    .withRemedy(
                            "Run the command as root; as user zstandby once zstandby setup has made the file for it.");
        }
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static Failure taken(Path file, String holder) {
        return Failure.environment("Another zstandby is at work on this group.")
                .withEvidence(List.of(runs(holder) ? holder.strip() : "lock: %s, taken a moment ago".formatted(file)))
                .withRemedy("Wait until it has ended, then run the command again.");
    }

    /** Who has just taken it may not have said so yet; what the file says then is of one that has ended. */
    private static boolean runs(String holder) {
        var process = PROCESS.matcher(holder);
        return process.find()
                && ProcessHandle.of(Long.parseLong(process.group(1))).isPresent();
    }

    private static String text(FileChannel channel) throws IOException {
        var buffer = ByteBuffer.allocate(1024);
        channel.read(buffer, 0);
        return new String(buffer.array(), 0, buffer.position(), UTF_8);
    }

    private static void note(FileChannel channel, String text) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It ends with the process at the latest.
        }
    }
}
