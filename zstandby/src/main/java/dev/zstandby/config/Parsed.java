package dev.zstandby.config;

import java.util.List;

/** What a text turned out to be. */
public sealed interface Parsed {
    record Valid(Configuration configuration) implements Parsed {}

    /**
     * Not a configuration.
     *
     * @param mistakes all of them, in the order of the file; at least one
     */
    record Invalid(List<Mistake> mistakes) implements Parsed {
        public Invalid {
            mistakes = List.copyOf(mistakes);
            if (mistakes.isEmpty()) {
                throw new IllegalArgumentException("an invalid configuration has a mistake");
            }
        }

        /** All mistakes as lines to print. */
        public List<String> rendered() {
            return mistakes.stream()
                    .flatMap(mistake -> mistake.rendered().stream())
                    .toList();
        }
    }
}
