package dev.zstandby.host;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of a file that others write too: whole lines are put in and taken out, all else stays as it is, byte for byte. Texts are
 * decoded as ISO 8859-1, which gives every byte back.
 */
public final class TextLines {
    private TextLines() {}

    /** Where new lines go. */
    public enum Where {
        /** Before everything, where the first match counts. */
        FIRST,
        LAST
    }

    /** The text with those of the lines that it does not have yet. */
    public static String with(String text, List<String> lines, Where where) {
        var present = lines(text);
        var missing = lines.stream().filter(line -> !present.contains(line)).toList();
        var added = missing.isEmpty() ? "" : String.join("\n", missing) + "\n";
        if (where == Where.FIRST || added.isEmpty()) {
            return added + text;
        }
        return text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + added;
    }

    /** The text without these lines, however often they are there. */
    public static String without(String text, List<String> lines) {
        var kept = new StringBuilder();
        for (String line : withEnds(text)) {
            if (!lines.contains(bare(line))) {
                kept.append(line);
            }
        }
        return kept.toString();
    }

    /** The lines without their ends. */
    public static List<String> lines(String text) {
        return withEnds(text).stream().map(TextLines::bare).toList();
    }

    private static List<String> withEnds(String text) {
        var lines = new ArrayList<String>();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }

    private static String bare(String line) {
        return line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
    }
}
