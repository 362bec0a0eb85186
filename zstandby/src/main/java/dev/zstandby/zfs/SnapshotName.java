package dev.zstandby.zfs;

import java.util.regex.Pattern;

/** The full name of a snapshot, such as {@code tank/pg/data@zstandby-20261123T010203Z-9f3a}. */
public record SnapshotName(DatasetName dataset, String name) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.: -]{1,255}");

    /** What the name of every snapshot that zstandby takes begins with. */
    public static final String OURS = "zstandby-";

    public SnapshotName {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a snapshot: " + name);
        }
    }

    public static SnapshotName parse(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            throw new IllegalArgumentException("not the name of a snapshot: " + text);
        }
        return new SnapshotName(new DatasetName(text.substring(0, at)), text.substring(at + 1));
    }

    /** Whether zstandby took it, as far as its name says. */
    public boolean isOurs() {
        return name.startsWith(OURS);
    }

    @Override
    public String toString() {
        return dataset + "@" + name;
    }
}
