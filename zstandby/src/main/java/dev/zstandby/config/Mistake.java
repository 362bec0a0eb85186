package dev.zstandby.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * One mistake in the configuration file.
 *
 * @param source the file
 * @param line from 1
 * @param column from 1, in code points
 * @param excerpt the line itself
 * @param sentence what is wrong
 * @param remedy what to do about it; may be empty
 */
public record Mistake(String source, int line, int column, String excerpt, String sentence, String remedy) {
    private static final int WIDEST = 120;
    private static final int BEFORE_CARET = 80;

    /** The place and the sentence, the line with a caret below the column, and the remedy. */
    public List<String> rendered() {
        int[] shown = excerpt.codePoints().map(Mistake::printable).toArray();
        int caret = Math.min(column - 1, shown.length);
        int from = shown.length <= WIDEST ? 0 : Math.max(0, caret - BEFORE_CARET);
        int until = Math.min(shown.length, from + WIDEST);
        String number = Integer.toString(line);
        return Stream.of(
                        source + ":" + line + ":" + column + ": " + sentence,
                        ("  " + number + " | " + new String(shown, from, until - from)).stripTrailing(),
                        "  " + " ".repeat(number.length()) + " | " + " ".repeat(caret - from) + "^",
                        remedy.isEmpty() ? "" : "  " + remedy)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /** Keeps the caret below its column, and the file from steering the terminal. */
    private static int printable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL -> codePoint == '\t' ? ' ' : '\uFFFD';
            case Character.SURROGATE, Character.FORMAT -> '\uFFFD';
            default -> codePoint;
        };
    }
}
