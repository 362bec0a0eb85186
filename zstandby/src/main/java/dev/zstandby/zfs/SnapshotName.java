package dev.zstandby.zfs;

import java.util.regex.Pattern;

/** The full name of a snapshot, such as {@code tank/pg/data@zstandby-20261123T010203Z-9f3a}. */
public record SnapshotName(DatasetName dataset, String name) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.: -]{1,255}");

    private static final Pattern OURS = Pattern.compile("zstandby-[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}");

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

    /**
     * The name, without the dataset's, of one that zstandby takes.
     *
     * @param id a timestamp and six random hexadecimal digits
     */
    public static String ours(String id) {
        return "zstandby-" + id;
    }

    /** Whether zstandby took what bears this name; no other tool's names have the whole of this form. */
    public static boolean isOurs(String name) {
        return OURS.matcher(name).matches();
    }

    /** Whether zstandby took it, as far as its name says. */
    public boolean isOurs() {
        return isOurs(name);
    }

    @Override
    public String toString() {
        return dataset + "@" + name;
    }
}
