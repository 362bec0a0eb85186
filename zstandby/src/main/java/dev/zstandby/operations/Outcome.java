package dev.zstandby.operations;

import java.util.List;

/** How an operation ended that did not fail. */
public sealed interface Outcome {
    /** The plan was carried out. */
    record Done(Report report, Proposal plan) implements Outcome {}

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
