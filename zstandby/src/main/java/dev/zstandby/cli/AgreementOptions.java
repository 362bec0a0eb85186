package dev.zstandby.cli;

import dev.zstandby.Failure;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Whether a plan is carried out, and whether the user is asked first. */
final class AgreementOptions {
    @Option(names = "--dry-run", description = "Show the plan with its reasons and change nothing.")
    boolean dryRun;

    @Option(names = "--yes", description = "Do not ask whether to carry the plan out; for scripts.")
    boolean yes;

    /** Asks, unless that has been answered already; fails when the user does not agree, or nobody can be asked. */
    void agree(Console console, boolean json) {
        if (yes) {
            return;
        }
        if (json) {
            throw Failure.refused("This needs to be agreed to, and with --output json nothing is asked.")
                    .withRemedy("Look at the plan with --dry-run, then add --yes.");
        }
        if (!console.ask("Carry this out? [y/N]").toLowerCase(Locale.ROOT).startsWith("y")) {
            throw Failure.refused("Nothing was changed, since the plan was not agreed to.")
                    .withRemedy("Agree with y, or with --yes.");
        }
    }
}
