package dev.zstandby.faults;

import java.time.Duration;

/** When an operation stops. */
sealed interface Moment {
    /** Not at all. */
    record Never() implements Moment {}

    /** Right before the step of this number, from 1 on. */
    record Before(int step) implements Moment {}

    /** Right after it. */
    record After(int step) implements Moment {}

    /** While it is at work: so long after it began. */
    record During(int step, Duration later) implements Moment {}

    /** Reads {@code never}, {@code before:3}, {@code after:3} or {@code during:3:250} (milliseconds). */
    static Moment parse(String text) {
        var word = text.split(":", -1);
        return switch (word[0]) {
            case "never" -> new Never();
            case "before" -> new Before(Integer.parseInt(word[1]));
            case "after" -> new After(Integer.parseInt(word[1]));
            case "during" -> new During(Integer.parseInt(word[1]), Duration.ofMillis(Long.parseLong(word[2])));
            default -> throw new IllegalArgumentException("not a moment: " + text);
        };
    }
}
