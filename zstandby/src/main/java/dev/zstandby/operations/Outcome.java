package dev.zstandby.operations;

import java.util.List;

/** How an operation ended that did not fail. */
public sealed interface Outcome {
    /**
     * The plan was carried out.
     *
     * @param reasons what it said of itself, and what a person should know all the same
     */
    record Done(Report report, List<String> reasons) implements Outcome {
        public Done {
            reasons = List.copyOf(reasons);
        }
    }

    /** The plan was shown and not carried out. */
    record Shown(Proposal plan) implements Outcome {}

    /**
     * Everything was as the command would make it.
     *
     * @param remarks what a person should know all the same
     */
    record NothingToDo(String reason, List<String> remarks) implements Outcome {
        public NothingToDo {
            remarks = List.copyOf(remarks);
        }
    }
}
