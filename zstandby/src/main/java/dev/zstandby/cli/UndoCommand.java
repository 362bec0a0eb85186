package dev.zstandby.cli;

import dev.zstandby.config.Configuration;
import dev.zstandby.operations.Operations;
import dev.zstandby.operations.Outcome;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(mixinStandardHelpOptions = true)
final class UndoCommand extends OperationCommand {
    @Option(
            names = "--to",
            paramLabel = "ID",
            description = "Goes back to the retired tree of this id, and not to the newest.")
    Optional<String> to = Optional.empty();

    @Override
    Outcome run(Operations operations, Configuration configuration) {
        return operations.undo(to);
    }
}
