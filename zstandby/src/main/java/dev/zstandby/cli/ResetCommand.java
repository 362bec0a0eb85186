package dev.zstandby.cli;

import dev.zstandby.config.Configuration;
import dev.zstandby.operations.Operations;
import dev.zstandby.operations.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(mixinStandardHelpOptions = true)
final class ResetCommand extends OperationCommand {
    @Mixin
    final PeerOption peer = new PeerOption();

    @Option(names = "--refresh", description = "Reset also a standby that streams, to renew the common snapshot.")
    boolean refresh;

    @Override
    Outcome run(Operations operations, Configuration configuration) {
        return operations.reset(peer.of(configuration), refresh);
    }
}
