package dev.zstandby.config;

import static java.util.stream.Collectors.joining;

import dev.zstandby.config.Key.Named;
import dev.zstandby.config.Key.Section;
import dev.zstandby.config.Key.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What to do about a key that is not as the table wants it. */
final class Remedies {
    private Remedies() {}

    static String forMissing(Key key) {
        return switch (key) {
            case Value<?> _ -> "Add " + Shown.quoted(key.name() + ": ...") + ", " + key.description() + ".";
            case Section _, Named _ ->
                "Add " + Shown.quoted(key.name() + ":") + " with " + contents(key) + " below it: " + key.description()
                        + ".";
        };
    }

    static String forEmpty(Key key) {
        return switch (key) {
            case Value<?> value ->
                "Write " + value.form().what() + " behind it"
                        + switch (value.presence()) {
                            case Presence.Required() -> ".";
                            case Presence.MayBeAbsent() -> ", or remove the line.";
                            case Presence.Default(String text) -> ", or remove the line for the default, " + text + ".";
                        };
            case Section _, Named _ ->
                "Write " + contents(key) + " below it, indented" + (key.isRequired() ? "." : ", or remove the line.");
        };
    }

    static String forShape(Key key) {
        return "Write " + contents(key) + " below it, indented and without dashes before them.";
    }

    /** The key of {@code section} that {@code typed} was meant to be, if it is not there {@code already}. */
    static Optional<String> meant(String typed, Section section, Set<String> already) {
        List<String> left =
                names(section).stream().filter(name -> !already.contains(name)).toList();
        return Nearest.to(typed, left);
    }

    static String forUnknown(String typed, Section section, Optional<String> meant) {
        return meant.map(name -> "Did you mean " + Shown.quoted(name) + "?")
                .or(() -> elsewhere(typed, Keys.FILE, Place.FILE))
                .orElseGet(() -> "Known here: " + String.join(", ", names(section)) + ".");
    }

    private static Optional<String> elsewhere(String typed, Section section, Place place) {
        Optional<String> here = Nearest.to(typed, names(section))
                .map(name -> "Did you mean " + Shown.quoted(name) + place.inside() + "?");
        return here.or(() -> section.keys().stream()
                .flatMap(key -> belowElsewhere(typed, key, place.below(key.name())).stream())
                .findFirst());
    }

    private static Optional<String> belowElsewhere(String typed, Key key, Place place) {
        return switch (key) {
            case Value<?> _ -> Optional.empty();
            case Section section -> elsewhere(typed, section, place);
            case Named named ->
                belowElsewhere(typed, named.each(), place.below(named.each().name()));
        };
    }

    private static String contents(Key key) {
        return switch (key) {
            case Value<?> value -> value.form().what();
            case Section section -> {
                List<Key> required =
                        section.keys().stream().filter(Key::isRequired).toList();
                List<Key> named = required.isEmpty() ? section.keys() : required;
                yield named.stream().map(it -> it.name() + ": ...").collect(joining(", "));
            }
            case Named named ->
                named.each().name() + ": "
                        + switch (named.each()) {
                            case Value<?> _ -> "...";
                            case Section _, Named _ -> "{" + contents(named.each()) + "}";
                        };
        };
    }

    private static List<String> names(Section section) {
        return section.keys().stream().map(Key::name).toList();
    }
}
