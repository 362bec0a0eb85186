package dev.zstandby.cli;

import java.io.Console;
import java.util.Objects;

/** The terminal, if there is one. */
final class Screen {
    private static final int USUAL_WIDTH = 80;

    private Screen() {}

    /** Since JDK 22 there is always a console object; whether there is a terminal behind it is another matter. */
    private static Console console() {
        return Objects.requireNonNull(System.console());
    }

    static boolean present() {
        return console().isTerminal();
    }

    static int width() {
        var columns = System.getenv().getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : USUAL_WIDTH;
    }

    /** What was typed, without white space around it; empty at the end of the input. */
    static String ask(String question) {
        return Objects.requireNonNullElse(console().readLine("%s ", question), "")
                .strip();
    }
}
