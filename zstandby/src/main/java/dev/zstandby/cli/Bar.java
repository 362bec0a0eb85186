package dev.zstandby.cli;

import dev.zstandby.Bytes;
import java.time.Duration;

/** One line that shows how far a transfer is. */
final class Bar {
    private static final int LEAST = 10;

    private Bar() {}

    /**
     * Draws the line.
     *
     * @param expected zero when not known; then there is no bar and no time left
     */
    static String line(Bytes sofar, Bytes expected, Duration took, int width) {
        var rate = Figures.rate(sofar, took);
        if (expected.count() == 0) {
            return "  %s, %s".formatted(sofar, rate);
        }
        double part = Math.min(1.0, (double) sofar.count() / expected.count());
        var figures = " %3d%%  %s of %s, %s%s"
                .formatted((int) (part * 100), sofar, expected, rate, left(sofar, expected, took));
        int room = width - figures.length() - 4;
        if (room < LEAST) {
            return "  " + figures.strip();
        }
        int full = (int) (room * part);
        return "  [" + "#".repeat(full) + "-".repeat(room - full) + "]" + figures;
    }

    private static String left(Bytes sofar, Bytes expected, Duration took) {
        if (sofar.count() == 0 || sofar.compareTo(expected) >= 0) {
            return "";
        }
        double seconds = (double) (expected.count() - sofar.count()) / sofar.count() * took.toMillis() / 1000;
        return ", %s left".formatted(Figures.seconds(Duration.ofMillis((long) (seconds * 1000))));
    }
}
