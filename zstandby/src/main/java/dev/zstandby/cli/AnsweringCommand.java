package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command whose result is one document with {@code --output json}; a failure is one as well. */
abstract class AnsweringCommand implements Callable<Integer> {
    @Mixin
    final FormatOption format = new FormatOption();

    abstract ExitCode run(Console console);

    /** Whether to show every program that is run. */
    abstract boolean isVerbose();

    final boolean json() {
        return format.isJson();
    }

    @Override
    public final Integer call() {
        var console = Console.of(System.out, System.err, isVerbose(), json());
        try {
            return run(console).status();
        } catch (Failure failure) {
            if (json()) {
                console.result(JsonText.of(View.Result.failed(failure)));
            }
            throw failure;
        }
    }
}
