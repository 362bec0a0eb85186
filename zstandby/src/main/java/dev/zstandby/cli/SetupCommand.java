package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.operations.Machine;
import dev.zstandby.peer.Card;
import dev.zstandby.setup.Setup;
import dev.zstandby.setup.SetupPlan;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(mixinStandardHelpOptions = true)
final class SetupCommand extends ConfiguredCommand {
    private static final Path STANDARD_INPUT = Path.of("-");
    private static final int LONGEST_CARD = 128 * 1024;

    @Mixin
    final AgreementOptions agreement = new AgreementOptions();

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "Also trust the peer whose card is in FILE; - for standard input.")
    Optional<Path> trust = Optional.empty();

    @Option(
            names = "--card",
            description =
                    "When all is done, print this node's card, by which a peer trusts it; it may hold a password.")
    boolean card;

    @Option(names = "--undo", description = "Take back what setup has changed on this node.")
    boolean undo;

    @Option(names = "--print", description = "Print the plan as a shell script, and change nothing.")
    boolean print;

    @Override
    ExitCode run(Console console, Machine machine) {
        mustGoTogether();
        var setup = new Setup(machine.configuration(), common.config, machine.commands());
        var trusted = trust.map(SetupCommand::read);
        if (print || agreement.dryRun) {
            show(console, setup, plan(setup, trusted));
            return ExitCode.DONE;
        }
        // The card is the result then, and all else is said on the way to it.
        var speaker = card ? Console.of(System.err, System.err, isVerbose(), false) : console;
        try (var _ = setup.lock()) {
            var done = new SetupRun(speaker, json(), agreement, setup)
                    .carryOut(
                            plan(setup, trusted),
                            undo,
                            undo ? "Setup has changed nothing here." : "Everything is set up.");
            if (card) {
                console.result(setup.card().text());
                return ExitCode.DONE;
            }
            return done;
        }
    }

    private void mustGoTogether() {
        if (undo && (card || trust.isPresent())) {
            throw Failure.usage("--undo takes back, and goes with neither --card nor --trust.")
                    .withRemedy("Run the two after each other.");
        }
        if (card && (json() || print || agreement.dryRun)) {
            throw Failure.usage("--card prints the card alone, once all is done.")
                    .withRemedy("Leave out --output, --print and --dry-run.");
        }
    }

    private SetupPlan plan(Setup setup, Optional<Card> trusted) {
        return undo ? setup.undoPlan() : setup.plan(trusted);
    }

    private void show(Console console, Setup setup, SetupPlan plan) {
        if (print) {
            setup.script(plan).forEach(console::result);
        } else if (json()) {
            console.result(JsonText.of(View.Result.planned(plan.proposal())));
        } else {
            PlanText.lines(plan.proposal()).forEach(console::result);
        }
        plan.notes().forEach(console::note);
    }

    private static Card read(Path file) {
        try (var input = file.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(file)) {
            return Card.parse(text(input));
        } catch (IOException e) {
            throw Failure.environment("The card %s cannot be read.".formatted(file))
                    .withEvidence(List.of(e.toString()))
                    .withRemedy("Make it on the peer: zstandby setup --card");
        }
    }

    private static String text(InputStream input) throws IOException {
        return new String(input.readNBytes(LONGEST_CARD), StandardCharsets.UTF_8);
    }
}
