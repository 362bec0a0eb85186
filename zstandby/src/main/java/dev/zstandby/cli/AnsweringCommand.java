package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.operations.Finding;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command whose result is one document with {@code --output json}; a failure is one as well. */
abstract class AnsweringCommand implements Callable<Integer> {
    @Mixin
    final FormatOption format = new FormatOption();

    abstract ExitCode run(Console console);

    /** Whether to show every program that is run. */
    abstract boolean isVerbose();

    /** What monitoring is told; of most commands nothing. */
    List<Finding> findings(Console console) {
        throw Failure.usage("Only check has an answer for monitoring.")
                .withRemedy("Use --output text or --output json, or run: zstandby check --output nagios");
    }

    final boolean json() {
        return format.isJson();
    }

    @Override
    public final Integer call() {
        var console = Console.of(System.out, System.err, isVerbose(), json());
        if (format.isNagios()) {
            return Nagios.tell(console, () -> findings(console));
        }
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
