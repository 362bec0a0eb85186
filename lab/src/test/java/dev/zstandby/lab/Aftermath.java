package dev.zstandby.lab;

import java.util.List;

/**
 * What came after a fault.
 *
 * @param first how the run that was broken ended
 * @param inLastStep whether that was in its last step, or past it
 * @param again the runs after it; two when it was run while the fault lasted, too
 * @param served what the standby needed to stream, as {@code lab/matrix/serve.sh} says
 * @param done how things were once the command had been run again
 * @param after how they were once the standby streamed
 * @param story what the runs printed
 */
record Aftermath(
        FirstRun first,
        boolean inLastStep,
        List<Result> again,
        String served,
        Invariants.Pair done,
        Invariants.Pair after,
        String story) {
    Aftermath {
        again = List.copyOf(again);
    }

    /** The exit status of the last run. */
    String last() {
        return Integer.toString(again.getLast().status());
    }

    /** How many runs came to their end with something done. */
    long runsDone() {
        return again.stream().filter(run -> run.status() == 0).count() + (first.isDone() ? 1 : 0);
    }
}
