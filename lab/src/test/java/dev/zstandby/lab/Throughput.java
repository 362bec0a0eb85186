package dev.zstandby.lab;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What pgbench said of itself each second ({@code --progress-timestamp}). */
final class Throughput {
    private static final Pattern PROGRESS = Pattern.compile("progress: ([0-9.]+) s, ([0-9.]+) tps.*");

    private Throughput() {}

    /** The mean of the seconds between two moments, in milliseconds since 1970; 0 where there is none. */
    static double between(String log, long begin, long end) {
        return seconds(log)
                .filter(second -> second.at > begin && second.at <= end)
                .mapToDouble(Second::transactions)
                .average()
                .orElse(0);
    }

    private record Second(long at, double transactions) {}

    private static Stream<Second> seconds(String log) {
        return log.lines()
                .map(PROGRESS::matcher)
                .filter(Matcher::matches)
                .map(found -> new Second(
                        Math.round(Double.parseDouble(found.group(1)) * 1000), Double.parseDouble(found.group(2))));
    }
}
