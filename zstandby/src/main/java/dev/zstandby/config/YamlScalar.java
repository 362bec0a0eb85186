package dev.zstandby.config;

import java.util.regex.Pattern;

/** Writes a text so that YAML reads the same text. */
final class YamlScalar {
    /** Has no meaning in YAML whatever stands around it. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9/_.@-]*");

    private YamlScalar() {}

    static String of(String text) {
        return PLAIN.matcher(text).matches() ? text : doubleQuoted(text);
    }

    private static String doubleQuoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if (Shown.isSafe(point)) {
                quoted.appendCodePoint(point);
            } else {
                quoted.append(Shown.escaped(point));
            }
        });
        return quoted.append('"').toString();
    }
}
