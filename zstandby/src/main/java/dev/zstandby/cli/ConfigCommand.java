package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.config.ConfigurationReference;
import dev.zstandby.operations.Machine;
import picocli.CommandLine.Command;

@Command(
        mixinStandardHelpOptions = true,
        subcommands = {ConfigCommand.Check.class, ConfigCommand.Explain.class})
final class ConfigCommand {
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Reports every mistake in the configuration, with its line and column.")
    static final class Check extends ConfiguredCommand {
        @Override
        ExitCode run(Console console, Machine machine) {
            var node = machine.configuration().node();
            console.result(
                    json()
                            ? JsonText.of(new ConfigView.Valid(node, common.config.toString()))
                            : "%s is a valid configuration of node %s.".formatted(common.config, node));
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "explain",
            mixinStandardHelpOptions = true,
            description = "Explains every key of the configuration.")
    static final class Explain extends AnsweringCommand {
        @Override
        ExitCode run(Console console) {
            if (json()) {
                console.result(JsonText.of(ConfigView.Explained.of(ConfigurationReference.entries())));
            } else {
                ConfigurationReference.text().lines().forEach(console::result);
            }
            return ExitCode.DONE;
        }

        @Override
        boolean isVerbose() {
            return false;
        }
    }
}
