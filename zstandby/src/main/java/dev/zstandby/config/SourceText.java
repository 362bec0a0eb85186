package dev.zstandby.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The text of the file, by line.
 *
 * @param name the file as the user named it
 */
record SourceText(String name, List<String> lines) {
    /** What the YAML reader counts as the end of a line. */
    static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");

    SourceText {
        lines = List.copyOf(lines);
    }

    static SourceText of(String name, String text) {
        return new SourceText(name, List.of(LINE_END.split(text, -1)));
    }

    /** The line at {@code position}; empty when that is behind the end. */
    String lineAt(Position position) {
        return position.line() <= lines.size() ? lines.get(position.line() - 1) : "";
    }
}
