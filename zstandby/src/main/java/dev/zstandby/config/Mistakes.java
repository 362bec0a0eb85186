package dev.zstandby.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers the mistakes of one file. */
final class Mistakes {
    private static final Comparator<Mistake> READING_ORDER =
            Comparator.comparing(mistake -> new Position(mistake.line(), mistake.column()));

    private final SourceText source;
    private final List<Mistake> found = new ArrayList<>();

    Mistakes(SourceText source) {
        this.source = source;
    }

    void add(Position at, String sentence, String remedy) {
        found.add(new Mistake(source.name(), at.line(), at.column(), source.lineAt(at), sentence, remedy));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Mistake> inReadingOrder() {
        return found.stream().sorted(READING_ORDER).toList();
    }
}
