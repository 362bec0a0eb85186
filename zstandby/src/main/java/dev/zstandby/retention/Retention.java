package dev.zstandby.retention;

import java.time.Duration;

/** What {@code zstandby prune} leaves. */
public record Retention(KeepPolicy keep, RetiredPolicy retired) {
    /** Where the configuration says nothing. */
    public static final Retention DEFAULT =
            new Retention(new KeepPolicy(3, 24, 7, 4), new RetiredPolicy(Duration.ofDays(7), 80, Duration.ofDays(1)));
}
