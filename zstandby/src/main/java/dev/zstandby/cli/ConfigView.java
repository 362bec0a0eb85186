package dev.zstandby.cli;

import dev.zstandby.NodeName;
import dev.zstandby.config.ConfigurationReference;
import dev.zstandby.config.Mistake;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Optional;

/** What {@code --output json} prints of the configuration; the fields' names are a promise to scripts, as in {@link View}. */
final class ConfigView {
    private ConfigView() {}

    /** What {@code config check} says of a file without mistakes. */
    @Json
    record Valid(NodeName node, String file) {}

    /** One mistake; line and column count from 1. */
    @Json
    record MistakeView(String file, int line, int column, String sentence, String remedy) {
        static MistakeView of(Mistake mistake) {
            return new MistakeView(
                    mistake.source(), mistake.line(), mistake.column(), mistake.sentence(), mistake.remedy());
        }
    }

    /** What {@code config explain} explains. */
    @Json
    record Explained(List<KeyView> keys) {
        static Explained of(List<ConfigurationReference.Entry> entries) {
            return new Explained(entries.stream().map(KeyView::of).toList());
        }
    }

    /** One key. */
    @Json
    record KeyView(
            String key,
            boolean required,
            String form,
            @Json.Property("default") Optional<String> byDefault,
            String description) {
        static KeyView of(ConfigurationReference.Entry entry) {
            return new KeyView(entry.key(), entry.required(), entry.form(), entry.byDefault(), entry.description());
        }
    }
}
