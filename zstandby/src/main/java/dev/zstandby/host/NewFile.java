package dev.zstandby.host;

import dev.zstandby.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A file that zstandby writes for people to read and edit: whole or not at all, mode 0644. */
public record NewFile(Path path) {
    public NewFile {
        path = path.toAbsolutePath().normalize();
    }

    /** Fails, changing nothing, when there is something of that name. */
    public void mustNotExist() {
        if (Files.exists(path) || Files.isSymbolicLink(path)) {
            throw exists();
        }
    }

    /** Writes the file, and makes its directory when it is missing; what is there already is never replaced. */
    public void create(String text) {
        write(text, temporary -> Files.createLink(path, temporary));
    }

    /** Writes the file, and makes its directory when it is missing; what is there already is replaced in one step. */
    public void replace(String text) {
        write(text, temporary -> Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE));
    }

    private void write(String text, Placing placing) {
        var directory = path.getParent();
        if (directory == null) {
            throw Failure.usage("%s is no place for a file.".formatted(path))
                    .withRemedy("Give the path of a file: --output-file FILE");
        }
        try {
            Files.createDirectories(directory);
            var temporary = Files.createTempFile(directory, ".zstandby-", ".new");
            try {
                fill(temporary, text);
                Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r--r--"));
                placing.place(temporary);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (FileAlreadyExistsException _) {
            throw exists();
        } catch (AccessDeniedException _) {
            throw Failure.environment("%s may not be written by this user.".formatted(path))
                    .withRemedy("Run the command as root, or write elsewhere with --output-file.");
        } catch (IOException e) {
            throw Failure.environment("%s cannot be written.".formatted(path))
                    .withEvidence(List.of(e.toString()))
                    .withRemedy(
                            "See that %s is a directory with room (df -h %s), or write elsewhere with --output-file."
                                    .formatted(directory, directory));
        }
    }

    private static void fill(Path file, String text) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private Failure exists() {
        return Failure.refused("%s is there already.".formatted(path))
                .withRemedy("To see what would be written, add --stdout; to replace the file, add --force.");
    }

    /** Gives the written file its name. */
    @FunctionalInterface
    private interface Placing {
        void place(Path temporary) throws IOException;
    }
}
