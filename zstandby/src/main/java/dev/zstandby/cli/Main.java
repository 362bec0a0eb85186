package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.Version;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The program: parses, runs, and maps failures to exit codes. */
public final class Main {
    private Main() {}

    /** Exits with a status of {@link ExitCode}. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        return commandLine(List.of(args))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::handle)
                .execute(args);
    }

    /**
     * The command that is named; all of them where none is, for the list of commands. By hand where picocli would look at
     * annotations: doing that for all options of all commands takes longer than most commands do.
     */
    private static CommandLine commandLine(List<String> words) {
        var root = withHelp(CommandSpec.wrapWithoutInspection(new Main()))
                .name("zstandby")
                .version("zstandby " + Version.TEXT);
        root.usageMessage()
                .description("Makes PostgreSQL standbys out of ZFS snapshots.")
                .synopsisSubcommandLabel("COMMAND");
        var named = Verb.named(words);
        for (var verb : named.map(List::of).orElse(List.of(Verb.values()))) {
            var command = new CommandLine(named.isPresent() ? verb.spec() : CommandSpec.create());
            command.getCommandSpec()
                    .usageMessage()
                    .description(verb.description())
                    .hidden(verb.isHidden());
            root.addSubcommand(verb.word(), command);
        }
        return new CommandLine(root);
    }

    /** With the options that every command has. */
    static CommandSpec withHelp(CommandSpec command) {
        return command.addOption(help("-h", "--help", "Show this help message and exit.")
                        .usageHelp(true)
                        .build())
                .addOption(help("-V", "--version", "Print version information and exit.")
                        .versionHelp(true)
                        .build());
    }

    private static OptionSpec.Builder help(String letter, String word, String description) {
        return OptionSpec.builder(letter, word).type(boolean.class).description(description);
    }

    private static int handle(Exception problem, CommandLine command, ParseResult parsed) {
        if (problem instanceof Failure failure) {
            new PlainConsole(System.out, System.err, false).failure(failure);
            return failure.exitCode().status();
        }
        // What it is comes last: of a gate's words the other node shows the last lines.
        problem.printStackTrace();
        System.err.printf("error: this is a bug in zstandby %s: %s%n", Version.TEXT, problem);
        System.err.println("Please report it with the lines above.");
        return ExitCode.BUG.status();
    }
}
