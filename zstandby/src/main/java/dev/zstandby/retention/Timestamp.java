package dev.zstandby.retention;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** The time in the names of what zstandby makes: UTC, to the second, such as {@code 20261123T010203Z}. Such names sort by it. */
public final class Timestamp {
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern FORM = Pattern.compile("(?:^|-)([0-9]{8}T[0-9]{6}Z)-");

    private Timestamp() {}

    public static String text(Instant time) {
        return BASIC.format(time);
    }

    /** When what bears this name was made; absent when the name holds no time. */
    public static Optional<Instant> in(String name) {
        return FORM.matcher(name)
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .flatMap(Timestamp::parse);
    }

    /** What {@link #text} wrote; absent when it is something else. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(BASIC.parse(text, Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
