package dev.zstandby.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped word was meant to be. */
final class Nearest {
    private static final int SHORTEST_ABBREVIATION = 3;

    private Nearest() {}

    /** The candidate most like {@code typed}, if any is like it: a few letters off, or {@code typed} abbreviates it. */
    static Optional<String> to(String typed, Collection<String> candidates) {
        String bare = bare(typed);
        Optional<String> similar = candidates.stream()
                .filter(candidate -> distance(bare, bare(candidate)) <= allowed(bare))
                .min(Comparator.comparingInt(candidate -> distance(bare, bare(candidate))));
        return similar.or(() -> candidates.stream()
                .filter(candidate -> bare.length() >= SHORTEST_ABBREVIATION)
                .filter(candidate -> bare(candidate).startsWith(bare))
                .findFirst());
    }

    private static int allowed(String typed) {
        return typed.length() < SHORTEST_ABBREVIATION ? 0 : Math.max(1, typed.length() / 4);
    }

    private static String bare(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
    static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : step(cost, left, right, i, j);
            }
        }
        return cost[left.length()][right.length()];
    }

    private static int step(int[][] cost, String left, String right, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
