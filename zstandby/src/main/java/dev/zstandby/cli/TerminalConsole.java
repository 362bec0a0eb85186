package dev.zstandby.cli;

import dev.zstandby.Bytes;
import dev.zstandby.Failure;
import java.io.PrintStream;
import java.time.Duration;

/** For a person at a terminal: the step, and a bar with bytes, rate and time left, redrawn in place. */
final class TerminalConsole extends PlainConsole {
    private static final Duration BETWEEN_DRAWINGS = Duration.ofMillis(200);
    private static final String TO_LINE_START = "\r";
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private static final String DOTS = "...";

    private long drawn;

    TerminalConsole(PrintStream out, PrintStream err) {
        super(out, err, false);
    }

    @Override
    public void begin(int number, int total, String what) {
        super.begin(number, total, what);
        draw(heading());
    }

    @Override
    public void transferred(Bytes sofar, Bytes expected) {
        super.transferred(sofar, expected);
        if (System.nanoTime() - drawn >= BETWEEN_DRAWINGS.toNanos()) {
            draw(Bar.line(sofar, expected, sofar(), Screen.width() - 1));
        }
    }

    @Override
    public void end() {
        err().print(CLEAR_LINE);
        super.end();
    }

    /** Never more than a line: the plan has shown the step in full. */
    @Override
    String joined(String heading, String ending) {
        int room = Screen.width() - 1 - ending.length();
        return heading.length() <= room || room < DOTS.length()
                ? heading + ending
                : heading.substring(0, room - DOTS.length()) + DOTS + ending;
    }

    @Override
    public void note(String sentence) {
        err().print(CLEAR_LINE);
        super.note(sentence);
    }

    @Override
    public void failure(Failure failure) {
        err().println();
        super.failure(failure);
    }

    private void draw(String line) {
        drawn = System.nanoTime();
        var fitting = line.length() < Screen.width() ? line : line.substring(0, Screen.width() - 1);
        err().print(CLEAR_LINE + fitting + TO_LINE_START);
        err().flush();
    }
}
