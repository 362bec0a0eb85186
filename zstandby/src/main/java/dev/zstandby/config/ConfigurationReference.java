package dev.zstandby.config;

import dev.zstandby.config.Key.Named;
import dev.zstandby.config.Key.Section;
import dev.zstandby.config.Key.Value;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every key of the configuration file, for the manual and for {@code zstandby} to explain. */
public final class ConfigurationReference {
    private ConfigurationReference() {}

    /**
     * One key that takes a value.
     *
     * @param key dotted, such as {@code postgres.port}; in angle brackets what the user names
     * @param required whether every file needs it; below a name that the user gives: whether each such name needs it
     * @param form what the value must be, such as "an absolute path"
     * @param byDefault what the value is when the file leaves it out
     * @param description a phrase without a full stop
     */
    public record Entry(String key, boolean required, String form, Optional<String> byDefault, String description) {
        /** The key and what there is to say about it, on two lines. */
        public String rendered() {
            String presence = required
                    ? "required"
                    : byDefault.map(text -> "default " + text).orElse("optional");
            return key + " (" + form + "; " + presence + ")\n    " + description + "\n";
        }
    }

    /** In the order of the file. */
    public static List<Entry> entries() {
        return below("", Keys.FILE).toList();
    }

    /** All entries as one text. */
    public static String text() {
        return entries().stream().map(Entry::rendered).collect(Collectors.joining());
    }

    private static Stream<Entry> below(String prefix, Section section) {
        return section.keys().stream().flatMap(key -> entries(prefix, key));
    }

    private static Stream<Entry> entries(String prefix, Key key) {
        String path = prefix + key.name();
        return switch (key) {
            case Value<?> value -> Stream.of(entry(path, value));
            case Section section -> below(path + ".", section);
            case Named named -> entries(path + ".", named.each());
        };
    }

    private static Entry entry(String path, Value<?> value) {
        return new Entry(path, value.isRequired(), value.form().what(), value.byDefault(), value.description());
    }
}
