package dev.zstandby.host;

import dev.zstandby.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A file with a secret that one user may read, and nobody else at any moment. */
public record SecretFile(Path path, String owner) {
    /** Writes it whole or not at all, mode 0600; what was there is replaced. */
    public void write(String text) {
        try {
            var directory = path.toAbsolutePath().getParent();
            var temporary = Files.createTempFile(
                    directory == null ? Path.of("/") : directory,
                    ".zstandby-",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                Files.writeString(temporary, text, StandardCharsets.UTF_8);
                Files.setOwner(
                        temporary,
                        temporary
                                .getFileSystem()
                                .getUserPrincipalLookupService()
                                .lookupPrincipalByName(owner));
                Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw Failure.environment("%s cannot be written for user %s.".formatted(path, owner))
                    .withEvidence(List.of(e.toString()))
                    .withRemedy("Run the command as root, and see that its directory and the user exist.");
        }
    }
}
