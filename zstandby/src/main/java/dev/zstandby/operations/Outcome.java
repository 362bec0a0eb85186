package dev.zstandby.operations;

/** How an operation ended that did not fail. */
public sealed interface Outcome {
    record Done(Report report) implements Outcome {}

    /** The plan was shown and not carried out. */
    record Shown(Proposal plan) implements Outcome {}

    record NothingToDo(String reason) implements Outcome {}
}
