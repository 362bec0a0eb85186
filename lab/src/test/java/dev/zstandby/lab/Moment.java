package dev.zstandby.lab;

import java.util.List;
import java.util.stream.Stream;

/** When an operation stops: {@code millis} into a step, or right {@code before} or {@code after} it. */
record Moment(String when, int step, long millis) {
    static Moment before(int step) {
        return new Moment("before", step, 0);
    }

    static Moment during(int step, long millis) {
        return new Moment("during", step, millis);
    }

    static Moment after(int step) {
        return new Moment("after", step, 0);
    }

    boolean isDuring() {
        return when.equals("during");
    }

    /** This one, and earlier ones of the same step for when it was over by then. */
    List<Moment> attempts() {
        return isDuring()
                ? Stream.of(millis, millis / 2, 0L)
                        .distinct()
                        .map(earlier -> during(step, earlier))
                        .toList()
                : List.of(this);
    }

    /** As {@code lab/faults} reads it. */
    @Override
    public String toString() {
        return isDuring() ? "%s:%d:%d".formatted(when, step, millis) : "%s:%d".formatted(when, step);
    }
}
