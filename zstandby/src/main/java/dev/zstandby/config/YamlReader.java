package dev.zstandby.config;

import dev.zstandby.config.YamlNode.Entry;
import dev.zstandby.config.YamlNode.Mapping;
import dev.zstandby.config.YamlNode.Scalar;
import dev.zstandby.config.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML document into a tree. Works on the parser's events and not on its composed nodes, since those cost the
 * composer a stack frame for each level of nesting and hide repeated keys, aliases and further documents.
 */
final class YamlReader {
    private static final int DEEPEST = 20;

    private final Iterator<Event> events;

    private YamlReader(Iterator<Event> events) {
        this.events = events;
    }

    /** The document's root; without a value when the text is not YAML, which is then among {@code mistakes}. */
    static Optional<YamlNode> read(String text, SourceText source, Mistakes mistakes) {
        if (YamlSyntax.findsUnreadable(source, mistakes)) {
            return Optional.empty();
        }
        LoadSettings settings = LoadSettings.builder().setLabel(source.name()).build();
        try {
            return Optional.of(
                    new YamlReader(new Parse(settings).parseString(text).iterator()).document());
        } catch (Unsupported unsupported) {
            mistakes.add(unsupported.at, unsupported.sentence, unsupported.remedy);
        } catch (YamlEngineException notYaml) {
            YamlSyntax.explain(notYaml, source, mistakes);
        }
        return Optional.empty();
    }

    private YamlNode document() {
        YamlNode root = new Scalar(Position.START, "");
        boolean seen = false;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case DocumentStart -> {
                    if (seen) {
                        throw new Unsupported(
                                at(event),
                                "a second YAML document begins here.",
                                "Keep one document; remove the line \"---\" and what belongs to the other one.");
                    }
                }
                case StreamStart, DocumentEnd, StreamEnd, Comment, MappingEnd, SequenceEnd -> {}
                case Scalar, MappingStart, SequenceStart, Alias -> {
                    root = node(event, 0);
                    seen = true;
                }
            }
        }
        return root;
    }

    private YamlNode node(Event event, int depth) {
        if (depth > DEEPEST) {
            throw new Unsupported(at(event), "the nesting is too deep here.", "No key lies below a third level.");
        }
        return switch (event.getEventId()) {
            case Scalar -> new Scalar(at(event), ((ScalarEvent) event).getValue());
            case MappingStart -> new Mapping(at(event), entries(depth + 1));
            case SequenceStart -> new Sequence(at(event), items(depth + 1));
            case Alias ->
                throw new Unsupported(
                        at(event),
                        "aliases of YAML are not read here.",
                        "Write the value itself; put it in quotes if it begins with \"*\".");
            case StreamStart, StreamEnd, DocumentStart, DocumentEnd, MappingEnd, SequenceEnd, Comment ->
                throw new IllegalStateException("no node begins with " + event);
        };
    }

    private List<Entry> entries(int depth) {
        var entries = new ArrayList<Entry>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            YamlNode key = node(event, depth);
            entries.add(new Entry(key, node(events.next(), depth)));
        }
        return List.copyOf(entries);
    }

    private List<YamlNode> items(int depth) {
        var items = new ArrayList<YamlNode>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, depth));
        }
        return List.copyOf(items);
    }

    private static Position at(Event event) {
        return YamlSyntax.position(event.getStartMark()).orElse(Position.START);
    }

    /** Good YAML of a kind the configuration has no use for. */
    private static final class Unsupported extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Position at;
        private final String sentence;
        private final String remedy;

        Unsupported(Position at, String sentence, String remedy) {
            super(sentence);
            this.at = at;
            this.sentence = sentence;
            this.remedy = remedy;
        }
    }
}
