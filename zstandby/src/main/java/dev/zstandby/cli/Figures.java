package dev.zstandby.cli;

import dev.zstandby.Bytes;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Figures {
    private Figures() {}

    static String seconds(Duration duration) {
        return duration.toMinutes() < 2
                ? String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0)
                : "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
    }

    static String rate(Bytes bytes, Duration duration) {
        long millis = Math.max(1, duration.toMillis());
        return new Bytes(bytes.count() * 1000 / millis) + "/s";
    }
}
