package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.postgres.ServerLog;
import java.util.ArrayList;
import java.util.List;

/** A failure of this node's server after a cut-over, with the last lines of its log and what they mean. */
final class Complaint {
    private static final int LINES = 15;

    private Complaint() {}

    static Failure of(Machine machine, String sentence) {
        var lines = lastWords(machine);
        var evidence = new ArrayList<String>();
        ServerLog.explain(lines).ifPresent(known -> evidence.add(known.sentence() + " " + known.remedy()));
        evidence.add("the last lines of PostgreSQL's log:");
        lines.forEach(line -> evidence.add("  " + line));
        return Failure.failed(sentence).withEvidence(evidence).withRemedy(wayOn(machine));
    }

    /** What to do once the new tree is live and its server does not do what it should. */
    static String wayOn(Machine machine) {
        return hasWayBack(machine)
                ? "To go back to the tree that was live before, run: zstandby undo"
                : "There was no cluster here before; mend that, then run the same command again.";
    }

    private static boolean hasWayBack(Machine machine) {
        var layout = machine.layout();
        return RetiredTree.wayBack(RetiredTree.all(layout, machine.zfs().datasets()), layout)
                .isPresent();
    }

    private static List<String> lastWords(Machine machine) {
        var lines = machine.files().lastLogLines(LINES);
        return lines.isEmpty() ? machine.service().lastWords(LINES) : lines;
    }
}
