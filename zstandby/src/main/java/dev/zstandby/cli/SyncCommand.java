package dev.zstandby.cli;

import dev.zstandby.config.Configuration;
import dev.zstandby.operations.Operations;
import dev.zstandby.operations.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(mixinStandardHelpOptions = true)
final class SyncCommand extends OperationCommand {
    @Mixin
    final PeerOption peer = new PeerOption();

    @Override
    Outcome run(Operations operations, Configuration configuration) {
        return operations.sync(peer.of(configuration));
    }
}
