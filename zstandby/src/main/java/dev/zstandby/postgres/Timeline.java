package dev.zstandby.postgres;

/** A timeline's number, 1 for a new cluster. */
public record Timeline(long id) implements Comparable<Timeline> {
    public Timeline {
        if (id < 1) {
            throw new IllegalArgumentException("not a timeline: " + id);
        }
    }

    @Override
    public int compareTo(Timeline other) {
        return Long.compare(id, other.id);
    }

    @Override
    public String toString() {
        return Long.toString(id);
    }
}
