package dev.zstandby.lab;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.avaje.jsonb.Jsonb;
import java.util.Map;

/** How a command on a machine ended and what it printed. */
record Result(String command, int status, String output, String errors) {
    /** Everything that was printed. */
    String text() {
        return output + errors;
    }

    Result succeeded() {
        return endedWith(0);
    }

    Result endedWith(int expected) {
        assertThat(status)
                .as("exit status of: %s%n%s%n%s", command, output, errors)
                .isEqualTo(expected);
        return this;
    }

    Result failed() {
        assertThat(status).as("exit status of: %s%n%s", command, output).isNotZero();
        return this;
    }

    Result says(String... parts) {
        assertThat(text()).as("what was printed by: %s", command).contains(parts);
        return this;
    }

    String line() {
        return output.strip();
    }

    /** The one JSON document on standard output. */
    @SuppressWarnings("unchecked")
    Map<String, Object> json() {
        var parsed = Jsonb.instance().type(Object.class).fromJson(output);
        assertThat(parsed).as("JSON of: %s", command).isInstanceOf(Map.class);
        return (Map<String, Object>) parsed;
    }

    /** A number below {@code figures} of an operation's JSON. */
    long figure(String key) {
        return ((Number) figureValue(key)).longValue();
    }

    /** The name of the snapshot that the operation took. */
    String snapshot() {
        return figureValue("snapshot").toString();
    }

    /** The id of the tree that the operation retired. */
    String retired() {
        return figureValue("retired").toString();
    }

    @SuppressWarnings("unchecked")
    private Object figureValue(String key) {
        var figures = (Map<String, Object>) requireNonNull(json().get("figures"));
        return requireNonNull(figures.get(key), key);
    }
}
