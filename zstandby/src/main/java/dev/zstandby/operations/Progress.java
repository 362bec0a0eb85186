package dev.zstandby.operations;

import dev.zstandby.Bytes;

/** Told what an operation is doing; shows it on a terminal, a pipe, or not at all. */
public interface Progress {
    /**
     * A step begins.
     *
     * @param number from 1 to {@code total}
     * @param what the step, in words
     */
    void begin(int number, int total, String what);

    /** The same, for whom the step's words are not enough. */
    default void begin(int number, int total, Step step) {
        begin(number, total, step.describe());
    }

    /**
     * Part of a stream has passed; called often.
     *
     * @param expected zero when not known
     */
    void transferred(Bytes sofar, Bytes expected);

    /** The step that began last has ended well. */
    void end();

    /** Something that should be known and stops nothing. */
    void note(String sentence);
}
