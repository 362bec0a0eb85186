package dev.zstandby.cli;

import dev.zstandby.Bytes;
import dev.zstandby.Failure;
import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Supplier;

/** For pipes, files and logs: one line a step, no control characters. */
class PlainConsole implements Console {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean verbose;
    private long began;
    private Bytes passed = Bytes.ZERO;
    private String heading = "";

    PlainConsole(PrintStream out, PrintStream err, boolean verbose) {
        this.out = out;
        this.err = err;
        this.verbose = verbose;
    }

    @Override
    public void begin(int number, int total, String what) {
        began = System.nanoTime();
        passed = Bytes.ZERO;
        heading = "[%d/%d] %s".formatted(number, total, what);
        if (verbose) {
            err.println(heading);
        }
    }

    @Override
    public void transferred(Bytes sofar, Bytes expected) {
        passed = sofar;
    }

    @Override
    public void end() {
        var took = Duration.ofNanos(System.nanoTime() - began);
        err.println(joined(heading, ": done in %s%s".formatted(Figures.seconds(took), amount(took))));
    }

    /** One line of what a step does and how it ended. */
    String joined(String heading, String ending) {
        return heading + ending;
    }

    private String amount(Duration took) {
        return passed.equals(Bytes.ZERO) ? "" : ", %s, %s".formatted(passed, Figures.rate(passed, took));
    }

    /** How long the step has been going on. */
    Duration sofar() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    String heading() {
        return heading;
    }

    PrintStream err() {
        return err;
    }

    @Override
    public void note(String sentence) {
        err.println("note: " + sentence);
    }

    @Override
    public void result(String line) {
        out.println(line);
    }

    @Override
    public void detail(Supplier<String> line) {
        if (verbose) {
            err.println("  " + line.get());
        }
    }

    @Override
    public void failure(Failure failure) {
        err.println("error: " + failure.sentence());
        failure.evidence().forEach(line -> err.println("  " + line));
        if (!failure.remedy().isEmpty()) {
            err.println(failure.remedy());
        }
    }

    @Override
    public String ask(String question) {
        if (Screen.present()) {
            return Screen.ask(question);
        }
        throw Failure.refused("This needs a confirmation, and there is no terminal to ask on.")
                .withRemedy("Run the command on a terminal, or give the confirmation as an option (see --help).");
    }
}
