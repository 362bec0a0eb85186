package dev.zstandby.config;

import java.util.Comparator;

/** A place in the file; both count from 1, the column in code points. */
record Position(int line, int column) implements Comparable<Position> {
    static final Position START = new Position(1, 1);
    private static final Comparator<Position> READING_ORDER =
            Comparator.comparingInt(Position::line).thenComparingInt(Position::column);

    /** The place that follows {@code prefix}, the beginning of the file. */
    static Position after(String prefix) {
        String[] lines = SourceText.LINE_END.split(prefix, -1);
        String last = lines[lines.length - 1];
        return new Position(lines.length, last.codePointCount(0, last.length()) + 1);
    }

    @Override
    public int compareTo(Position other) {
        return READING_ORDER.compare(this, other);
    }
}
