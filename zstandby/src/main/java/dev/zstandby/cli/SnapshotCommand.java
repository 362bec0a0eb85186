package dev.zstandby.cli;

import dev.zstandby.config.Configuration;
import dev.zstandby.operations.Operations;
import dev.zstandby.operations.Outcome;
import picocli.CommandLine.Command;

@Command(mixinStandardHelpOptions = true)
final class SnapshotCommand extends OperationCommand {
    @Override
    Outcome run(Operations operations, Configuration configuration) {
        return operations.snapshot();
    }
}
