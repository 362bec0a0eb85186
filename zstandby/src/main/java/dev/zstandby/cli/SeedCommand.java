package dev.zstandby.cli;

import dev.zstandby.config.Configuration;
import dev.zstandby.operations.Operations;
import dev.zstandby.operations.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(mixinStandardHelpOptions = true)
final class SeedCommand extends OperationCommand {
    @Mixin
    final PeerOption peer = new PeerOption();

    @Option(names = "--replace", description = "Retire the cluster that this node holds; it is kept for undo.")
    boolean replace;

    @Override
    Outcome run(Operations operations, Configuration configuration) {
        return operations.seed(peer.of(configuration), replace);
    }
}
