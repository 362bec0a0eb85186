package dev.zstandby.zfs;

import java.util.regex.Pattern;

/** The full name of a file system or volume, such as {@code tank/pg/data}. May hold spaces (zfs(8), "ZFS Component Naming"). */
public record DatasetName(String value) implements Comparable<DatasetName> {
    /** What entity_namecheck of zfs_namecheck.c lets through: others' datasets are met in listings, and may look odd. */
    private static final Pattern COMPONENT = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9_.: -]+");

    private static final Pattern POOL = Pattern.compile("[A-Za-z].*");
    private static final int LONGEST = 255;

    public DatasetName {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not the name of a dataset: " + value);
        }
    }

    public static boolean isValid(String value) {
        if (value.length() > LONGEST || !POOL.matcher(value).matches()) {
            return false;
        }
        for (String component : value.split("/", -1)) {
            if (!COMPONENT.matcher(component).matches()) {
                return false;
            }
        }
        return true;
    }

    public String pool() {
        int slash = value.indexOf('/');
        return slash < 0 ? value : value.substring(0, slash);
    }

    public boolean isPool() {
        return value.indexOf('/') < 0;
    }

    /** The dataset above this one; only to be asked of a dataset that is not a pool. */
    public DatasetName parent() {
        if (isPool()) {
            throw new IllegalStateException("a pool has no parent dataset: " + value);
        }
        return new DatasetName(value.substring(0, value.lastIndexOf('/')));
    }

    /** Whether this is {@code ancestor} or lies below it. */
    public boolean isAtOrBelow(DatasetName ancestor) {
        return value.equals(ancestor.value) || value.startsWith(ancestor.value + "/");
    }

    /** The same dataset in the tree that {@code from} became {@code to}. */
    public DatasetName moved(DatasetName from, DatasetName to) {
        if (!isAtOrBelow(from)) {
            throw new IllegalArgumentException(value + " is not in " + from);
        }
        return new DatasetName(to.value + value.substring(from.value.length()));
    }

    public SnapshotName snapshot(String name) {
        return new SnapshotName(this, name);
    }

    @Override
    public int compareTo(DatasetName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
