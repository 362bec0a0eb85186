package dev.zstandby.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A program to run: its arguments as an array (never a shell's line), what it reads, and how long it may take.
 *
 * @param environment what is set beside the inherited environment; {@code LC_ALL=C} always is
 * @param input what the program reads on standard input; empty for nothing
 */
public record Command(List<String> argv, Map<String, String> environment, String input, Duration limit) {
    private static final Duration DEFAULT_LIMIT = Duration.ofMinutes(2);

    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command without a program");
        }
    }

    public static Command of(String... argv) {
        return of(List.of(argv));
    }

    public static Command of(List<String> argv) {
        return new Command(argv, Map.of(), "", DEFAULT_LIMIT);
    }

    public Command withLimit(Duration newLimit) {
        return new Command(argv, environment, input, newLimit);
    }

    public Command withInput(String text) {
        return new Command(argv, environment, text, limit);
    }

    public Command withEnvironment(Map<String, String> variables) {
        return new Command(argv, variables, input, limit);
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
