package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.config.ConfigurationFile;
import dev.zstandby.host.Commands;
import dev.zstandby.operations.Machine;
import picocli.CommandLine.Mixin;

/** A command that works with this node's configuration. */
abstract class ConfiguredCommand extends AnsweringCommand {
    @Mixin
    final CommonOptions common = new CommonOptions();

    abstract ExitCode run(Console console, Machine machine);

    @Override
    final ExitCode run(Console console) {
        var configuration = ConfigurationFile.read(common.config);
        return run(console, Machine.of(configuration, new Commands(console::detail)));
    }

    @Override
    final boolean isVerbose() {
        return common.verbose;
    }
}
