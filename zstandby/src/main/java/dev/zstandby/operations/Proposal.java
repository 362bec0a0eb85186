package dev.zstandby.operations;

import java.util.List;
import java.util.Optional;

/**
 * A plan as the user sees it who has to agree.
 *
 * @param summary one sentence
 * @param reasons why this and not something else
 * @param steps in order, in words
 * @param confirmation what must be confirmed by naming the node
 */
public record Proposal(
        String summary, List<String> reasons, List<String> steps, Optional<Plan.Confirmation> confirmation) {
    public Proposal {
        reasons = List.copyOf(reasons);
        steps = List.copyOf(steps);
    }
}
