package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.config.ConfigurationFile;
import dev.zstandby.host.Commands;
import dev.zstandby.operations.Machine;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that works with this node's configuration. With {@code --output json} a failure is a document as well. */
abstract class ConfiguredCommand implements Callable<Integer> {
    @Mixin
    final CommonOptions common = new CommonOptions();

    abstract ExitCode run(Console console, Machine machine);

    @Override
    public Integer call() {
        var console = Console.of(System.out, System.err, common.verbose, common.json());
        try {
            var configuration = ConfigurationFile.read(common.config);
            return run(console, Machine.of(configuration, new Commands(console::detail)))
                    .status();
        } catch (Failure failure) {
            if (common.json()) {
                console.result(JsonText.of(View.Result.failed(failure)));
            }
            throw failure;
        }
    }
}
