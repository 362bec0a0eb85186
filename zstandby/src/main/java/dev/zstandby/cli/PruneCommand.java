package dev.zstandby.cli;

import dev.zstandby.config.Configuration;
import dev.zstandby.operations.LeftNodes;
import dev.zstandby.operations.Operations;
import dev.zstandby.operations.Outcome;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(mixinStandardHelpOptions = true)
final class PruneCommand extends OperationCommand {
    @Option(
            names = "--drop-slot",
            paramLabel = "SLOT",
            description =
                    "Also drops this replication slot of a node that is no peer any more; may be given several times.")
    List<String> slots = List.of();

    @Option(
            names = "--drop-holds",
            paramLabel = "NODE",
            description =
                    "Also releases what is held for this node, which is no peer any more; may be given several times.")
    List<String> holders = List.of();

    @Option(
            names = "--drop-retired",
            paramLabel = "ID",
            description = "Also destroys this retired tree, be it the last way back; may be given several times.")
    Set<String> trees = Set.of();

    @Override
    Outcome run(Operations operations, Configuration configuration) {
        return operations.prune(new LeftNodes(slots, holders), trees);
    }
}
