package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.Version;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;

/** The program: parses, runs, and maps failures to exit codes. */
@Command(
        name = "zstandby",
        mixinStandardHelpOptions = true,
        versionProvider = Main.VersionText.class,
        description = "Makes PostgreSQL standbys out of ZFS snapshots.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            InitCommand.class,
            ConfigCommand.class,
            CheckCommand.class,
            SeedCommand.class,
            SyncCommand.class,
            ResetCommand.class,
            UndoCommand.class,
            StatusCommand.class,
            GateCommand.class,
            WarmUpCommand.class
        })
public final class Main {
    private Main() {}

    /** Exits with a status of {@link ExitCode}. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::handle)
                .execute(args);
    }

    private static int handle(Exception problem, CommandLine command, ParseResult parsed) {
        if (problem instanceof Failure failure) {
            new PlainConsole(System.out, System.err, false).failure(failure);
            return failure.exitCode().status();
        }
        System.err.println("error: this is a bug in zstandby " + Version.TEXT + ".");
        problem.printStackTrace();
        System.err.println("Please report it with the lines above.");
        return ExitCode.BUG.status();
    }

    /** For {@code --version}. */
    static final class VersionText implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"zstandby " + Version.TEXT};
        }
    }
}
