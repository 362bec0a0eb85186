package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        description = "Writes a configuration by looking at this host.")
final class InitCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return ExitCode.DONE.status();
    }
}
