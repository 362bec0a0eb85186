package dev.zstandby.operations;

import java.time.Duration;

/** How long to wait for something that has to show progress: over when none was seen for a while. */
final class Patience {
    private final Duration without;
    private long end;

    Patience(Duration withoutProgress) {
        this.without = withoutProgress;
        renew();
    }

    /** There was progress. */
    void renew() {
        end = System.nanoTime() + without.toNanos();
    }

    boolean isOver() {
        return System.nanoTime() - end > 0;
    }
}
