package dev.zstandby.postgres;

import dev.zstandby.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A passfile of libpq's, which ignores one that others may read (PostgreSQL manual, "The Password File"). */
public record Passfile(Path path) {
    /** Fails unless a server that runs as this user will take passwords from it. */
    public void mustServe(String user) {
        var attributes = attributes(user);
        var mode = PosixFilePermissions.toString(attributes.permissions());
        if (!mode.endsWith("------")) {
            throw unusable("may be read by others, so the server ignores it", "mode: " + mode, user);
        }
        if (!attributes.owner().getName().equals(user)) {
            throw unusable(
                    "does not belong to the server's user",
                    "owner: " + attributes.owner().getName(),
                    user);
        }
    }

    private PosixFileAttributes attributes(String user) {
        try {
            return Files.readAttributes(path, PosixFileAttributes.class);
        } catch (IOException e) {
            throw unusable("cannot be looked at", e.toString(), user);
        }
    }

    private Failure unusable(String what, String evidence, String user) {
        return Failure.environment(
                        "The passfile %s, from which this node's server shall log in, %s.".formatted(path, what))
                .withEvidence(List.of(evidence))
                .withRemedy("chown %s: %s && chmod 600 %s".formatted(user, path, path));
    }
}
