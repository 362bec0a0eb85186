package dev.zstandby.host;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file system where it is mounted.
 *
 * @param type such as {@code zfs} or {@code xfs}
 * @param source what is mounted there: a dataset's or a snapshot's name for ZFS, a device's for most others
 */
public record Mount(Path path, String type, String source) {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

    public Mount {
        requireNonNull(path);
        requireNonNull(type);
        requireNonNull(source);
    }

    /** Everything that is mounted, in the order of mounting. */
    public static List<Mount> all() {
        if (Platform.here() == Platform.FREEBSD) {
            return new Commands(line -> {})
                    .run(Command.of("mount", "-p")).lines().stream()
                            .flatMap(line -> FreeBsdTexts.mount(line).stream())
                            .toList();
        }
        try {
            return Files.readString(MOUNTS, UTF_8)
                    .lines()
                    .map(Mount::parse)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** One line of proc_pid_mountinfo(5): fields up to a dash, of which the fifth is the path, then type and source. */
    static Optional<Mount> parse(String line) {
        var halves = line.split(" - ", 2);
        if (halves.length < 2) {
            return Optional.empty();
        }
        var left = halves[0].split(" ", -1);
        var right = halves[1].split(" ", -1);
        return left.length < 5 || right.length < 2
                ? Optional.empty()
                : Optional.of(new Mount(Path.of(unescaped(left[4])), right[0], unescaped(right[1])));
    }

    /** Spaces, tabs, line ends and backslashes are written as octal numbers. */
    static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 8))));
    }

    /** Whether what it holds is gone after the next boot anyway. */
    public boolean isTemporary() {
        return type.equals("tmpfs") || type.equals("ramfs");
    }
}
