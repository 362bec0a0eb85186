package dev.zstandby.cli;

import dev.zstandby.operations.Proposal;
import java.util.ArrayList;
import java.util.List;

/** A plan for people. */
final class PlanText {
    private PlanText() {}

    static List<String> lines(Proposal plan) {
        var lines = new ArrayList<String>();
        lines.add(plan.summary());
        plan.reasons().forEach(reason -> lines.add("  because: " + reason));
        int number = 1;
        for (var step : plan.steps()) {
            var words = step.lines().toList();
            lines.add("  %2d. %s".formatted(number++, words.getFirst()));
            words.stream().skip(1).forEach(more -> lines.add("        " + more));
        }
        plan.confirmation().ifPresent(confirmation -> {
            lines.add("  needs the confirmation: " + confirmation.sentence());
            confirmation.sight().forEach(line -> lines.add("    " + line));
        });
        return lines;
    }
}
