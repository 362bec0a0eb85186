package dev.zstandby.host;

import dev.zstandby.Failure;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A pipe of the system's with a name (fifo(7)), by which one process can write to several that read one after the other. It lasts
 * from its creation until it is closed, and what was written and not read waits for the next reader.
 */
public final class NamedPipe implements AutoCloseable {
    private static final String REMEDY =
            "Run the command as root; as user zstandby once zstandby setup has made the directory for it.";

    private final Commands commands;
    private final Path path;
    private final FileInputStream held;

    private NamedPipe(Commands commands, Path path, FileInputStream held) {
        this.commands = commands;
        this.path = path;
        this.held = held;
    }

    /** Makes it for this user alone, in the place of one that was left behind. */
    public static NamedPipe create(Commands commands, Path path) {
        try {
            Files.deleteIfExists(path);
            commands.run(Command.of("mkfifo", "-m", "600", path.toString()))
                    .orFail("The pipe %s cannot be made.".formatted(path), REMEDY);
            // Both ends at once: to open one alone waits for the other.
            try (var _ = bothEnds(path)) {
                return new NamedPipe(commands, path, new FileInputStream(path.toFile()));
            }
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static RandomAccessFile bothEnds(Path path) throws IOException {
        return new RandomAccessFile(path.toFile(), "rw");
    }

    private static Failure unusable(Path path, IOException cause) {
        return Failure.environment("The pipe %s cannot be used.".formatted(path))
                .withEvidence(List.of(cause.toString()))
                .withRemedy(REMEDY);
    }

    /** Starts the process with its output going into the pipe. While nobody reads it waits once the pipe is full. */
    public Process startWriter(Command command) {
        return start(command, Commands.builder(command).redirectOutput(Redirect.to(path.toFile())));
    }

    /** Starts the process with the pipe as its input, which ends when the writer has ended. */
    public Process startReader(Command command) {
        return start(command, Commands.builder(command).redirectInput(Redirect.from(path.toFile())));
    }

    private Process start(Command command, ProcessBuilder builder) {
        try (var _ = bothEnds(path)) {
            return commands.start(builder, command);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** What is still in it is lost; a process that goes on writing is told so by the system (SIGPIPE). */
    @Override
    public void close() {
        try (held) {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The next one takes its place.
        }
    }
}
