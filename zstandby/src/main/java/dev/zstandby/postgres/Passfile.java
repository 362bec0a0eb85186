package dev.zstandby.postgres;

import dev.zstandby.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A passfile of libpq's, which ignores one that others may read (PostgreSQL manual, "The Password File"). */
public record Passfile(Path path) {
    private static final String FIELD = "((?:[^:\\\\]|\\\\.)*)";
    private static final Pattern LINE = Pattern.compile("(?!#)[^:]*:[^:]*:[^:]*:" + FIELD + ":" + FIELD);

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

    /**
     * The password of the first line that is for this user on any server; nothing when there is no such line, or no file.
     * Colons and backslashes have a backslash before them there.
     */
    public Optional<String> password(String user) {
        try {
            return Files.readAllLines(path).stream()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .filter(line -> line.group(1).equals("*")
                            || unescaped(line.group(1)).equals(user))
                    .map(line -> unescaped(line.group(2)))
                    .findFirst();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            throw Failure.environment("The passfile %s cannot be read.".formatted(path))
                    .withEvidence(List.of(e.toString()))
                    .withRemedy("Run the command as root.");
        }
    }

    /** The line that has this password for the user on any server. */
    public static String line(String user, String password) {
        return "*:*:*:%s:%s".formatted(escaped(user), escaped(password));
    }

    private static String unescaped(String field) {
        return field.replaceAll("\\\\(.)", "$1");
    }

    private static String escaped(String field) {
        return field.replace("\\", "\\\\").replace(":", "\\:");
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
