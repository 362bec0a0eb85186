package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.operations.Rehearsal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs what real commands run, among stand-ins for ZFS and SSH, while the build records the classes (packaging/build). */
@Command
final class WarmUpCommand implements Callable<Integer> {
    @Mixin
    final CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        var config = "--config=" + common.config;
        Main.run("--help");
        Main.run("config", "check", config);
        Main.run("gate", config, "--peer", "alpha");
        Main.run("status", config);
        Main.run("reset", config, "--output", "json");
        Rehearsal.run();
        return ExitCode.DONE.status();
    }
}
