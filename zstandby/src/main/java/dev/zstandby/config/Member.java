package dev.zstandby.config;

/** One dataset's part in a group, the same on every node: {@code data}, {@code wal} or {@code tablespace NAME}. */
public record Member(String name) implements Comparable<Member> {
    public static final Member DATA = new Member("data");
    public static final Member WAL = new Member("wal");
    private static final String TABLESPACE = "tablespace ";

    public static Member tablespace(String name) {
        return new Member(TABLESPACE + name);
    }

    @Override
    public int compareTo(Member other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
