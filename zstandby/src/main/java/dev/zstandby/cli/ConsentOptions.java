package dev.zstandby.cli;

import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.operations.Operations.Consent;
import dev.zstandby.operations.Plan;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a command gets the user's consent to its plan. */
final class ConsentOptions {
    @Option(names = "--dry-run", description = "Show the plan with its reasons and change nothing.")
    boolean dryRun;

    @Option(names = "--yes", description = "Do not ask whether to carry the plan out; for scripts.")
    boolean yes;

    @Option(
            names = "--confirm",
            paramLabel = "NODE",
            description = "Confirms, by its name, that the running server of NODE may be stopped and replaced.")
    Optional<String> confirm = Optional.empty();

    /** A confirmation is a promise about one node; given on another it was meant for that one. */
    void mustBeFor(NodeName node) {
        confirm.filter(name -> !name.equals(node.value())).ifPresent(name -> {
            throw Failure.refused("--confirm %s does not name this node, which is %s.".formatted(name, node))
                    .withRemedy("If %s is meant, write --confirm %s; otherwise run the command on the node that is."
                            .formatted(node, node));
        });
    }

    Consent on(Console console, boolean json) {
        return new Consent() {
            @Override
            public Answer to(Plan plan) {
                if (dryRun) {
                    return Answer.ONLY_SHOW;
                }
                if (!json) {
                    PlanText.lines(plan).forEach(console::result);
                }
                plan.confirmation()
                        .ifPresentOrElse(wanted -> confirm(console, wanted, json), () -> agree(console, json));
                return Answer.CARRY_OUT;
            }

            @Override
            public boolean onlyShows() {
                return dryRun;
            }
        };
    }

    private void confirm(Console console, Plan.Confirmation wanted, boolean json) {
        boolean confirmed = confirm.isPresent()
                ? confirm.get().equals(wanted.node())
                : Screen.present()
                        && !yes
                        && !json
                        && console.ask("%s%nType the node's name to go on:".formatted(wanted.sentence()))
                                .equals(wanted.node());
        if (!confirmed) {
            throw Failure.refused(wanted.sentence())
                    .withEvidence(wanted.sight())
                    .withRemedy("If that is what you want, add: --confirm " + wanted.node());
        }
    }

    private void agree(Console console, boolean json) {
        if (yes || confirm.isPresent()) {
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
