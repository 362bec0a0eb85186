package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.config.ConfigurationFile;
import dev.zstandby.config.ConfigurationReference;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import dev.zstandby.peer.Rehearsal;
import dev.zstandby.postgres.Endpoint;
import dev.zstandby.postgres.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Loads what real commands load, while the build records it into the class archive (packaging/build). */
@picocli.CommandLine.Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
    private static final int NOBODY_LISTENS = 1;

    @Override
    public Integer call() {
        Main.run("--help");
        Main.run("reset", "--help");
        ConfigurationFile.parse("warm-up", "node: none\n");
        ConfigurationReference.text();
        Rehearsal.run();
        new Commands(line -> {}).run(Command.of("true"));
        JsonText.of(View.Result.nothingToDo("warm-up"));
        try (var server = Server.connect(
                new Endpoint("none", "127.0.0.1", NOBODY_LISTENS, "none", "none", Path.of("/dev/null")),
                Duration.ofSeconds(1))) {
            server.inRecovery();
        } catch (Failure expected) {
            return ExitCode.DONE.status();
        }
        return ExitCode.BUG.status();
    }
}
