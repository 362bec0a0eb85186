package dev.zstandby.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Files to read, and the two things that can come of it. */
final class Samples {
    static final String FULL = text("full.yaml");
    static final String MINIMAL = text("minimal.yaml");
    static final String TEN_MISTAKES = text("ten-mistakes.yaml");

    private Samples() {}

    /** The full file with something else in place of {@code old}, which it must hold. */
    static String fullWith(String old, String replacement) {
        assertThat(FULL).contains(old);
        return FULL.replace(old, replacement);
    }

    static Configuration valid(String text) {
        return switch (ConfigurationFile.parse("z.yaml", text)) {
            case Parsed.Valid(Configuration configuration) -> configuration;
            case Parsed.Invalid invalid -> throw new AssertionError(String.join("\n", invalid.rendered()));
        };
    }

    static List<Mistake> mistakes(String text) {
        return switch (ConfigurationFile.parse("z.yaml", text)) {
            case Parsed.Valid(Configuration configuration) -> throw new AssertionError("valid: " + configuration);
            case Parsed.Invalid(List<Mistake> mistakes) -> mistakes;
        };
    }

    /** Each mistake as "line:column: sentence remedy". */
    static List<String> briefly(String text) {
        return mistakes(text).stream()
                .map(it -> it.line() + ":" + it.column() + ": " + it.sentence() + " " + it.remedy())
                .toList();
    }

    private static String text(String name) {
        try (InputStream in = requireNonNull(Samples.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
