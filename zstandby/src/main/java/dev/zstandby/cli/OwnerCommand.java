package dev.zstandby.cli;

import dev.zstandby.config.ConfigurationFile;
import dev.zstandby.host.Commands;
import dev.zstandby.owner.OwnerSession;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The other half of a command that a user without rights runs; it speaks with that and not with people. */
@Command
final class OwnerCommand implements Callable<Integer> {
    @Mixin
    final CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        var session = new OwnerSession(ConfigurationFile.read(common.config), new Commands(line -> {}));
        return session.serve(System.in, System.out).status();
    }
}
