package dev.zstandby.zfs;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The permissions delegated to one user on a dataset, from it or from above it. */
public record Permissions(Set<String> granted) {
    public Permissions {
        granted = Set.copyOf(granted);
    }

    /**
     * Parses {@code zfs allow DATASET}, whose lines look like {@code <TAB>user zstandby hold,release,send}. Only permissions
     * for the dataset itself count, so the section of permissions for descendants alone is passed over.
     */
    static Permissions parse(List<String> lines, String user) {
        var granted = new HashSet<String>();
        boolean counts = false;
        for (String line : lines) {
            if (line.endsWith(":")) {
                counts = line.startsWith("Local");
            } else if (counts) {
                var word = line.strip().split(" ", 3);
                if (word.length == 3 && word[0].equals("user") && word[1].equals(user)) {
                    granted.addAll(List.of(word[2].split(",", -1)));
                } else if (word.length >= 2 && word[0].equals("everyone")) {
                    granted.addAll(List.of(word[1].split(",", -1)));
                }
            }
        }
        return new Permissions(granted);
    }

    /** Those of {@code needed} that are not granted, in their order. */
    public List<String> missing(List<String> needed) {
        return needed.stream()
                .filter(permission -> !granted.contains(permission))
                .toList();
    }
}
