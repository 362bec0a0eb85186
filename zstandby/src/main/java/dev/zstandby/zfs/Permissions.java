package dev.zstandby.zfs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The permissions delegated to one user on a dataset, from it or from above it. */
public record Permissions(Set<String> granted) {
    public Permissions {
        granted = Set.copyOf(granted);
    }

    /**
     * Parses {@code zfs allow DATASET}: for the dataset and each one above it a heading {@code ---- Permissions on NAME ----},
     * then sections of permissions that count there, below there, or both, with lines like {@code user NAME hold,send}.
     */
    static Permissions parse(List<String> lines, DatasetName dataset, String user) {
        var granted = new HashSet<String>();
        var sets = new HashMap<String, List<String>>();
        boolean here = false;
        var section = "";
        for (String line : lines) {
            if (line.startsWith("---- Permissions on ")) {
                here = line.startsWith("---- Permissions on " + dataset + " ");
            } else if (line.endsWith(":")) {
                section = line;
            } else {
                var word = List.of(line.strip().split(" ", 3));
                if (section.startsWith("Permission sets") && word.size() == 2) {
                    sets.put(word.get(0), List.of(word.get(1).split(",", -1)));
                } else if (section.contains(here ? "Local" : "Descendent") && concerns(word, user)) {
                    granted.addAll(List.of(word.getLast().split(",", -1)));
                }
            }
        }
        sets.forEach((name, permissions) -> {
            if (granted.contains(name)) {
                granted.addAll(permissions);
            }
        });
        return new Permissions(granted);
    }

    private static boolean concerns(List<String> word, String user) {
        return switch (word.getFirst()) {
            case "user" -> word.size() == 3 && word.get(1).equals(user);
            case "everyone" -> word.size() == 2;
            default -> false;
        };
    }

    /** Those of {@code needed} that are not granted, in their order. */
    public List<String> missing(List<String> needed) {
        return needed.stream()
                .filter(permission -> !granted.contains(permission))
                .toList();
    }
}
