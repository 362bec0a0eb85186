package dev.zstandby.zfs;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The series an OpenZFS belongs to. What is built between two releases counts as the last: {@code 2.2.99-539_g62e7d3c89},
 * on the way to 2.3, as 2.2, since nobody knows how far on the way it is.
 */
public record ZfsVersion(int major, int minor) implements Comparable<ZfsVersion> {
    /** The first that zstandby is made for. */
    public static final ZfsVersion OLDEST = new ZfsVersion(2, 2);

    /** What precedes the patch level: {@code 2.3.9-1}, {@code 2.4.0-rc1}. */
    private static final Pattern FORM = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})(?:[.~+_-].*)?");

    /** Parses what {@link Zfs#version} says; nothing when it is no version. */
    public static Optional<ZfsVersion> parse(String text) {
        var version = FORM.matcher(text);
        return version.matches()
                ? Optional.of(new ZfsVersion(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2))))
                : Optional.empty();
    }

    public boolean isTooOld() {
        return compareTo(OLDEST) < 0;
    }

    @Override
    public int compareTo(ZfsVersion other) {
        return major == other.major ? Integer.compare(minor, other.minor) : Integer.compare(major, other.major);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
