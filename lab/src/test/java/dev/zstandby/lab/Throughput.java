package dev.zstandby.lab;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What pgbench said of itself each second ({@code --progress-timestamp}). */
final class Throughput {
    private static final Pattern PROGRESS = Pattern.compile("progress: ([0-9.]+) s, ([0-9.]+) tps.*");
    /** Of before: the first seconds warm it. */
    private static final long BEFORE_MILLIS = 15_000;

    private Throughput() {}

    /** {@code tps_before} and {@code tps_during}; neither where there is no second of one of them. */
    static Map<String, Object> of(String log, long begin, long end) {
        var before = between(log, begin - BEFORE_MILLIS, begin);
        var during = between(log, begin, end);
        return before.isPresent() && during.isPresent()
                ? Map.of("tps_before", before.getAsDouble(), "tps_during", during.getAsDouble())
                : Map.of();
    }

    private static OptionalDouble between(String log, long begin, long end) {
        return seconds(log)
                .filter(second -> second.at > begin && second.at <= end)
                .mapToDouble(Second::transactions)
                .average();
    }

    private record Second(long at, double transactions) {}

    private static Stream<Second> seconds(String log) {
        return log.lines()
                .map(PROGRESS::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(found -> new Second(
                        Math.round(Double.parseDouble(found.group(1)) * 1000), Double.parseDouble(found.group(2))));
    }
}
