package dev.zstandby.operations;

import java.util.List;
import java.util.Optional;

/**
 * What is going to be done, in order, and why in this way.
 *
 * @param summary one sentence
 * @param reasons why this and not something else
 * @param confirmation what must be confirmed by naming the node, since it stops or replaces something that serves
 */
public record Plan(String summary, List<String> reasons, List<Step> steps, Optional<Confirmation> confirmation) {
    public Plan {
        reasons = List.copyOf(reasons);
        steps = List.copyOf(steps);
    }

    /** For the user to agree to. */
    public Proposal proposal() {
        return new Proposal(summary, reasons, steps.stream().map(Step::describe).toList(), confirmation);
    }

    /**
     * A question that only the node's name answers.
     *
     * @param node whose name the user has to give
     * @param sight what is seen on both nodes
     */
    public record Confirmation(String node, String sentence, List<String> sight) {
        public Confirmation {
            sight = List.copyOf(sight);
        }
    }
}
