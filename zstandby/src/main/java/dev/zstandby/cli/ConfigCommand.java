package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.config.ConfigurationFile;
import dev.zstandby.config.ConfigurationReference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        mixinStandardHelpOptions = true,
        subcommands = {ConfigCommand.Check.class, ConfigCommand.Explain.class})
final class ConfigCommand {
    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Reports every mistake in the configuration, with its line and column.")
    static final class Check implements Callable<Integer> {
        @Mixin
        final CommonOptions common = new CommonOptions();

        @Override
        public Integer call() {
            var configuration = ConfigurationFile.read(common.config);
            System.out.printf("%s is a valid configuration of node %s.%n", common.config, configuration.node());
            return ExitCode.DONE.status();
        }
    }

    @Command(
            name = "explain",
            mixinStandardHelpOptions = true,
            description = "Explains every key of the configuration.")
    static final class Explain implements Callable<Integer> {
        @Override
        public Integer call() {
            System.out.print(ConfigurationReference.text());
            return ExitCode.DONE.status();
        }
    }
}
