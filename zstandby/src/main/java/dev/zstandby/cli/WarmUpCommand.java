package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.operations.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs what real commands run, among stand-ins for ZFS and SSH, while the build records the classes (packaging/build). */
@Command
final class WarmUpCommand implements Callable<Integer> {
    @Mixin
    final CommonOptions common = new CommonOptions();

    /** Names, one a line, of classes that only a server or a peer that answers makes a command use. */
    @Parameters(paramLabel = "CLASSES")
    Path classes = Path.of("");

    @Override
    public Integer call() throws IOException {
        var config = "--config=" + common.config;
        Main.run("--help");
        Main.run("config", "check", config);
        Main.run("gate", config, "--peer", "alpha");
        Main.run("status", config);
        Main.run("reset", config, "--output", "json");
        Rehearsal.run();
        load(Files.readAllLines(classes));
        return ExitCode.DONE.status();
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
