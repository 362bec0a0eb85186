package dev.zstandby.config;

import static java.util.stream.Collectors.toMap;

import dev.zstandby.config.Checked.Text;
import dev.zstandby.config.Checked.Values;
import dev.zstandby.config.Key.Named;
import dev.zstandby.config.Key.Section;
import dev.zstandby.config.Key.Value;
import dev.zstandby.config.YamlNode.Mapping;
import dev.zstandby.config.YamlNode.Scalar;
import dev.zstandby.config.YamlNode.Sequence;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares the tree with the table of {@link Keys}. One cause is one mistake: below a key that is wrong nothing is looked
 * at, and a required key that was only mistyped is not missing as well.
 */
final class TableCheck {
    private final Mistakes mistakes;

    TableCheck(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** What fits of the file's root; without a value when there is no mapping at all. */
    Optional<Values> file(YamlNode root) {
        return switch (root) {
            case Mapping mapping -> Optional.of(section(Place.FILE, mapping.at(), Keys.FILE, mapping));
            case Scalar scalar
            when scalar.text().isEmpty() -> {
                mistakes.add(root.at(), "the file holds no key.", "Write a first one with: zstandby init");
                yield Optional.empty();
            }
            case Scalar _, Sequence _ -> {
                String sentence = "the file must hold keys and values, but holds " + root.shape() + ".";
                mistakes.add(root.at(), sentence, "Write a key, a colon and a space before each value.");
                yield Optional.empty();
            }
        };
    }

    private Optional<Checked> check(Place place, Position at, Key key, YamlNode node) {
        if (node instanceof Scalar scalar && scalar.text().isEmpty()) {
            mistakes.add(at, place + " has no value.", Remedies.forEmpty(key));
            return Optional.empty();
        }
        return switch (key) {
            case Value<?> value -> text(place, at, value, node);
            case Section section -> mapping(place, section, node).map(mapping -> section(place, at, section, mapping));
            case Named named -> mapping(place, named, node).map(mapping -> named(place, at, named, mapping));
        };
    }

    private Optional<Checked> text(Place place, Position at, Value<?> value, YamlNode node) {
        String must = place + " must be " + value.form().what() + ", but is " + node.shape() + ".";
        return switch (node) {
            case Scalar(Position where, String text) -> {
                if (value.form().read(text).isEmpty()) {
                    mistakes.add(where, must, value.form().advice().apply(text));
                    yield Optional.empty();
                }
                yield Optional.of(new Text(at, where, text));
            }
            case Mapping _, Sequence _ -> {
                mistakes.add(node.at(), must, "Write one value on the line of the key.");
                yield Optional.empty();
            }
        };
    }

    private Optional<Mapping> mapping(Place place, Key key, YamlNode node) {
        return switch (node) {
            case Mapping mapping -> Optional.of(mapping);
            case Scalar _, Sequence _ -> {
                String sentence = place + " must be a mapping of keys to values, but is " + node.shape() + ".";
                mistakes.add(node.at(), sentence, Remedies.forShape(key));
                yield Optional.empty();
            }
        };
    }

    private Values section(Place place, Position at, Section section, Mapping mapping) {
        Map<String, YamlNode.Entry> given = distinct(place, mapping);
        Map<String, Key> known = section.keys().stream().collect(toMap(Key::name, key -> key));
        var checked = new LinkedHashMap<String, Checked>();
        Set<String> accounted = new HashSet<>(given.keySet());
        given.forEach((name, entry) -> {
            Key key = known.get(name);
            if (key == null) {
                unknown(place, entry.key().at(), name, section, accounted);
            } else {
                check(place.below(name), entry.key().at(), key, entry.value()).ifPresent(it -> checked.put(name, it));
            }
        });
        section.keys().stream()
                .filter(key -> key.isRequired() && !accounted.contains(key.name()))
                .forEach(key -> mistakes.add(
                        at,
                        "missing key " + Shown.quoted(key.name()) + place.inside() + ".",
                        Remedies.forMissing(key)));
        return new Values(at, checked);
    }

    /** Also accounts for the key that was meant, so that it is not reported as missing. */
    private void unknown(Place place, Position at, String name, Section section, Set<String> accounted) {
        Optional<String> meant = Remedies.meant(name, section, accounted);
        meant.ifPresent(accounted::add);
        mistakes.add(
                at,
                "unknown key " + Shown.quoted(name) + place.inside() + ".",
                Remedies.forUnknown(name, section, meant));
    }

    private Values named(Place place, Position at, Named named, Mapping mapping) {
        Map<String, YamlNode.Entry> given = distinct(place, mapping);
        var checked = new LinkedHashMap<String, Checked>();
        if (mapping.entries().isEmpty() && named.isRequired()) {
            mistakes.add(at, place + " names nothing.", Remedies.forEmpty(named));
        }
        given.forEach((name, entry) -> {
            boolean fits = named.names().read(name).isPresent();
            if (!fits) {
                mistakes.add(
                        entry.key().at(),
                        "a key in " + place + " must be " + named.names().what() + ", but this one is "
                                + entry.key().shape() + ".",
                        named.names().advice().apply(name));
            }
            check(place.below(name), entry.key().at(), named.each(), entry.value())
                    .filter(it -> fits)
                    .ifPresent(it -> checked.put(name, it));
        });
        return new Values(at, checked);
    }

    /** The entries by name; of a repeated key the first. */
    private Map<String, YamlNode.Entry> distinct(Place place, Mapping mapping) {
        var byName = new LinkedHashMap<String, YamlNode.Entry>();
        for (YamlNode.Entry entry : mapping.entries()) {
            if (!(entry.key() instanceof Scalar(Position at, String name))) {
                String sentence = "a key" + place.inside() + " must be one word, but is "
                        + entry.key().shape() + ".";
                mistakes.add(
                        entry.key().at(), sentence, "Put a value that begins with \"[\", \"{\" or \"?\" in quotes.");
                continue;
            }
            YamlNode.Entry first = byName.putIfAbsent(name, entry);
            if (first != null) {
                mistakes.add(
                        at,
                        "duplicate key " + Shown.quoted(name) + place.inside() + ".",
                        "It stands on line " + first.key().at().line() + " already; keep one of the two.");
            }
        }
        return byName;
    }
}
