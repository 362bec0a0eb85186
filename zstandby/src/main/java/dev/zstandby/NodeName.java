package dev.zstandby;

import java.util.regex.Pattern;

/** A node's name in zstandby: goes into slot names, hold tags and messages, so it is kept to lower case, digits and dashes. */
public record NodeName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,30}");

    public NodeName {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "not a node name (lower-case letters, digits and dashes, 31 at most): " + value);
        }
    }

    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
