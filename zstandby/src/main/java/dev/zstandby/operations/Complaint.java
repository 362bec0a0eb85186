package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.postgres.ServerLog;
import dev.zstandby.zfs.Dataset.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        var layout = machine.layout();
        var all = machine.zfs().datasets();
        // What an undo takes back bears the mark of a retired tree, what it starts again the role that was noted.
        boolean isUndo = layout.roots().stream()
                .flatMap(root -> all.named(root).stream())
                .anyMatch(root -> root.tree().equals(Optional.of(Tree.RETIRED))
                        || root.role().isPresent());
        return RetiredTree.wayBack(RetiredTree.all(layout, all), layout)
                .map(before -> isUndo
                        ? "Mend that, then run the same command again; or go back to the tree that was live before: zstandby undo --to=%s"
                                .formatted(before.id())
                        : "To go back to the tree that was live before, run: zstandby undo")
                .orElse("There was no cluster here before; mend that, then run the same command again.");
    }

    private static List<String> lastWords(Machine machine) {
        var lines = machine.files().lastLogLines(LINES);
        return lines.isEmpty() ? machine.service().lastWords(LINES) : lines;
    }
}
