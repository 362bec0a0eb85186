package dev.zstandby.cli;

import dev.zstandby.Failure;
import dev.zstandby.operations.Progress;
import java.io.PrintStream;
import java.util.function.Supplier;

/** What is said to the user. Results go to standard output; everything on the way there goes to standard error. */
interface Console extends Progress {
    /** A console for these streams: with a moving bar on a terminal, with a line a step anywhere else. */
    static Console of(PrintStream out, PrintStream err, boolean verbose, boolean json) {
        return Screen.present() && !verbose && !json
                ? new TerminalConsole(out, err)
                : new PlainConsole(out, err, verbose);
    }

    /** One line of a result. */
    void result(String line);

    /** A command that is run, or ended; shown only when asked for. */
    void detail(Supplier<String> line);

    void failure(Failure failure);

    /** Asks a question and returns the answer; fails when there is nobody to ask. */
    String ask(String question);
}
