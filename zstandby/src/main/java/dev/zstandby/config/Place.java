package dev.zstandby.config;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of the keys from the top of the file down to one. */
record Place(List<String> names) {
    static final Place FILE = new Place(List.of());

    Place below(String name) {
        return new Place(Stream.concat(names.stream(), Stream.of(name)).toList());
    }

    /** How a sentence goes on that speaks of a key in this section. */
    String inside() {
        return names.isEmpty() ? " at the top level" : " in " + this;
    }

    /** Dotted and in quotes, as messages name a key. */
    @Override
    public String toString() {
        return Shown.quoted(names.stream().collect(Collectors.joining(".")));
    }
}
