package dev.zstandby.config;

import dev.zstandby.config.Key.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What of the file fits the table of {@link Keys}. */
sealed interface Checked {
    /** Where the key stands. */
    Position key();

    /** A text that has its key's form. */
    record Text(Position key, Position at, String text) implements Checked {}

    /** A section, without the keys that have mistakes, in the order of the file. */
    record Values(Position key, Map<String, Checked> byName) implements Checked {
        static final Values NONE = new Values(Position.START, Map.of());

        /** The value or its default; only to be asked of a file without mistakes. */
        <T> T of(Value<T> key) {
            return optional(key).orElseThrow(() -> new IllegalStateException("not checked: " + key.name()));
        }

        /** The value or its default, if it has one. */
        <T> Optional<T> optional(Value<T> key) {
            return text(key.name()).map(Text::text).or(key::byDefault).flatMap(key.form()::read);
        }

        Optional<Text> text(String name) {
            return byName.get(name) instanceof Text text ? Optional.of(text) : Optional.empty();
        }

        /** The texts whose keys the user named. */
        Map<String, String> texts() {
            var texts = new LinkedHashMap<String, String>();
            byName.forEach((name, checked) -> {
                switch (checked) {
                    case Text text -> texts.put(name, text.text());
                    case Values _ -> {}
                }
            });
            return texts;
        }

        /** The sections whose keys the user named. */
        Map<String, Values> sections() {
            var sections = new LinkedHashMap<String, Values>();
            byName.forEach((name, checked) -> {
                switch (checked) {
                    case Text _ -> {}
                    case Values values -> sections.put(name, values);
                }
            });
            return sections;
        }

        /** The values below {@code key}; none when the file leaves them out. */
        Values in(Key key) {
            return byName.get(key.name()) instanceof Values values ? values : NONE;
        }
    }
}
