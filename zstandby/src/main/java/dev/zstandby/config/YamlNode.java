package dev.zstandby.config;

import java.util.List;

/** YAML's tree, of which only the texts and the places matter here. */
sealed interface YamlNode {
    Position at();

    /** A text as written, whatever type YAML would give it: {@code no} is a text. */
    record Scalar(Position at, String text) implements YamlNode {}

    record Sequence(Position at, List<YamlNode> items) implements YamlNode {}

    record Mapping(Position at, List<Entry> entries) implements YamlNode {}

    record Entry(YamlNode key, YamlNode value) {}

    /** What to call it in a message. */
    default String shape() {
        return switch (this) {
            case Scalar scalar -> scalar.text().isEmpty() ? "empty" : Shown.quoted(scalar.text());
            case Sequence _ -> "a list";
            case Mapping _ -> "a mapping";
        };
    }
}
