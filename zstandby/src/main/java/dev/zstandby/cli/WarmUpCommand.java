package dev.zstandby.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.zstandby.ExitCode;
import dev.zstandby.peer.Channel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Runs what real commands run, among stand-ins for all they talk to, while the build records what they load and link
 * (packaging/train). Fails when the stand-ins do not answer as a healthy pair would: then what it recorded is too little.
 */
@Command
final class WarmUpCommand implements Callable<Integer> {
    /** The snapshot of the stand-ins. */
    private static final String STREAM = """
            {"member":"data","snapshot":"8"}
            """;

    @Mixin
    final CommonOptions common = new CommonOptions();

    /** Names, one a line, of classes that only what the stand-ins cannot do makes a command use; without, the gate is run. */
    @Parameters(paramLabel = "CLASSES", arity = "0..1")
    Optional<Path> classes = Optional.empty();

    @Override
    public Integer call() throws IOException {
        return classes.isPresent() ? commands(Files.readAllLines(classes.get())) : gate();
    }

    private int gate() {
        int status = Main.run("gate", "--config=" + common.config, "--peer", "alpha");
        if (status != ExitCode.DONE.status()) {
            return status;
        }
        var input = new ByteArrayInputStream(STREAM.getBytes(UTF_8));
        return GateCommand.serve(Channel.STREAM, common.config, "alpha", input);
    }

    private int commands(List<String> names) {
        var config = "--config=" + common.config;
        Main.run("--help");
        Main.run("config", "check", config);
        Main.run("status", config);
        // Carries out what it can, as far as the stand-ins can follow.
        Main.run("reset", config, "--yes", "--refresh");
        Main.run("reset", config, "--dry-run", "--refresh", "--output", "json");
        load(names);
        return Main.run("check", config);
    }

    private static void load(List<String> names) {
        for (String name : names) {
            try {
                Class.forName(name, false, ClassLoader.getSystemClassLoader());
            } catch (ClassNotFoundException e) {
                // The list is from a run of another version; what is gone is not in the cache, and that is all.
                System.err.println("no longer there: " + name);
            }
        }
    }
}
