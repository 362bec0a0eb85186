package dev.zstandby.peer;

import dev.zstandby.Failure;
import dev.zstandby.zfs.ZfsProblem;

/** What a failed {@code zfs receive} means to the user. */
final class ReceiveProblem {
    private ReceiveProblem() {}

    static Failure of(String words) {
        return ZfsProblem.in(words)
                .map(problem -> problem.failure("The stream could not be received."))
                .orElseGet(() -> Failure.failed("The stream could not be received.")
                        .withRemedy("Run the command again: it goes on where it stopped."));
    }
}
