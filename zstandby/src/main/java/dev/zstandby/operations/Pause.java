package dev.zstandby.operations;

import dev.zstandby.Failure;
import java.time.Duration;

/** Waits between two looks at something. */
final class Pause {
    private Pause() {}

    static void of(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.failed("Interrupted.").withRemedy("Run the same command again: it goes on where it stopped.");
        }
    }
}
