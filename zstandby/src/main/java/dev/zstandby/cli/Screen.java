package dev.zstandby.cli;

import java.io.Console;
import java.util.Objects;
import java.util.Optional;

/** The terminal, if there is one. */
final class Screen {
    private static final int USUAL_WIDTH = 80;

    private Screen() {}

    /** The launcher asks for the plain console of java.base, which there is none of without a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal);
    }

    static boolean present() {
        return terminal().isPresent();
    }

    static int width() {
        var columns = System.getenv().getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    }

    /** What was typed, without white space around it; empty at the end of the input and without a terminal. */
    static String ask(String question) {
        return terminal()
                .map(console -> Objects.requireNonNullElse(console.readLine("%s ", question), ""))
                .orElse("")
                .strip();
    }
}
