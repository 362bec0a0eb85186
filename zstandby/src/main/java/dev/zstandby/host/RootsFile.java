package dev.zstandby.host;

import dev.zstandby.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;

/**
 * A file of root's in a directory of root's that is written whole or not at all.
 *
 * @param mode such as {@code r--r-----}
 */
public record RootsFile(Path path, String mode) {
    /**
     * Replaces the file in one step.
     *
     * @param check looks at what was written before it gets the file's name, and throws what is wrong with it
     */
    public void write(String text, Consumer<Path> check) {
        try {
            var directory = path.toAbsolutePath().getParent();
            // The dot makes sudo and systemd-tmpfiles pass it over.
            var temporary = Files.createTempFile(directory == null ? Path.of("/") : directory, ".zstandby-", ".new");
            try {
                Files.writeString(temporary, text, StandardCharsets.UTF_8);
                Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString(mode));
                check.accept(temporary);
                Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw Failure.environment("%s cannot be written.".formatted(path))
                    .withEvidence(List.of(e.toString()))
                    .withRemedy("Run the command as root, and see that its directory exists and has room.");
        }
    }
}
