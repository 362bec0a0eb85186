package dev.zstandby.cli;

import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.operations.Operations.Consent;
import dev.zstandby.operations.Plan;
import dev.zstandby.operations.Proposal;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command gets the user's consent to its plan. */
final class ConsentOptions {
    @Mixin
    final AgreementOptions agreement = new AgreementOptions();

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
            public Answer to(Proposal plan) {
                if (agreement.dryRun) {
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
                return agreement.dryRun;
            }
        };
    }

    private void confirm(Console console, Plan.Confirmation wanted, boolean json) {
        boolean confirmed = confirm.isPresent()
                ? confirm.get().equals(wanted.node())
                : Screen.present()
                        && !agreement.yes
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
        if (confirm.isEmpty()) {
            agreement.agree(console, json);
        }
    }
}
