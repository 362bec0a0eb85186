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
        return run(console, machine(console));
    }

    /** As the configuration has it. */
    final Machine machine(Console console) {
        return Machine.of(ConfigurationFile.read(common.config), common.config, new Commands(console::detail));
    }

    @Override
    final boolean isVerbose() {
        return common.verbose;
    }
}
