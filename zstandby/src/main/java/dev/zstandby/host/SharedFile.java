package dev.zstandby.host;

import dev.zstandby.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * A file of the system's that zstandby puts lines into, as root: read as ISO 8859-1, written whole or not at all, with the owner,
 * group and mode it has. In a directory that another user may write to, that user could have put a link to any file there; so what
 * belongs to neither root nor the expected owner is refused.
 *
 * @param owner to whom it may belong beside root, who owns what is made
 * @param mode what it is made with, such as {@code rw-r-----}
 */
public record SharedFile(Path path, String owner, String mode) {
    /** What it holds; nothing when it is not there. */
    public Optional<String> text() {
        try {
            return Optional.of(Files.readString(path, StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw unusable("cannot be read", e);
        }
    }

    /** Replaces what it holds, in one step. */
    public void write(String text) {
        try {
            var real = Files.exists(path) ? path.toRealPath() : path;
            var directory = real.toAbsolutePath().getParent();
            if (directory == null) {
                throw Failure.environment("%s is no file that lines can be put into.".formatted(path))
                        .withRemedy("Correct the path in the configuration.");
            }
            var temporary = Files.createTempFile(directory, ".zstandby-", ".new");
            try {
                Files.writeString(temporary, text, StandardCharsets.ISO_8859_1);
                giveRights(real, temporary);
                Files.move(temporary, real, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw unusable("cannot be written", e);
        }
    }

    private void giveRights(Path real, Path temporary) throws IOException {
        var view = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
        if (Files.exists(real)) {
            var now = Files.readAttributes(real, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!List.of("root", owner).contains(now.owner().getName()) || !now.isRegularFile()) {
                throw Failure.refused("%s belongs to %s and not to %s, so no lines are put into it."
                                .formatted(real, now.owner().getName(), owner))
                        .withRemedy("See what it is (ls -l %s), and give it to %s if it is the right file."
                                .formatted(real, owner));
            }
            view.setOwner(now.owner());
            view.setGroup(now.group());
            view.setPermissions(now.permissions());
        } else {
            view.setPermissions(PosixFilePermissions.fromString(mode));
        }
    }

    private Failure unusable(String what, IOException e) {
        return Failure.environment("%s %s.".formatted(path, what))
                .withEvidence(List.of(e.toString()))
                .withRemedy("Run the command as root, and see that its directory exists and has room.");
    }
}
