package dev.zstandby.host;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A program to run: its arguments as an array (never a shell's line), and how long it may take.
 */
public record Command(List<String> argv, Duration limit) {
    private static final Duration DEFAULT_LIMIT = Duration.ofMinutes(2);

    public Command {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command without a program");
        }
    }

    public static Command of(String... argv) {
        return of(List.of(argv));
    }

    public static Command of(List<String> argv) {
        return new Command(argv, DEFAULT_LIMIT);
    }

    public Command withLimit(Duration newLimit) {
        return new Command(argv, newLimit);
    }

    /** The same behind these words, such as those of sudo(8). */
    Command after(String... words) {
        return new Command(Stream.concat(Stream.of(words), argv.stream()).toList(), limit);
    }

    public String program() {
        return argv.getFirst();
    }

    /** For people: could be pasted into a POSIX shell. */
    @Override
    public String toString() {
        return argv.stream().map(Command::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9@%+=:,./_-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
