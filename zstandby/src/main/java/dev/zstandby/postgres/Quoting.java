package dev.zstandby.postgres;

/** How values stand in configuration files, in connection strings and in SQL, which all differ. */
final class Quoting {
    private Quoting() {}

    /** As {@code ALTER SYSTEM} writes it: both the quote and the backslash doubled (escape_single_quotes_ascii). */
    static String quote(String value) {
        return "'" + oneLine(value).replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** As {@code DeescapeQuotedString} in guc-file.l reads it; a value without quotes is itself. */
    static String unquote(String text) {
        if (!text.startsWith("'")) {
            return text;
        }
        var value = new StringBuilder();
        int end = text.length() - 1;
        for (int i = 1; i < end; i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                i++;
                value.append(c);
            } else if (c == '\\') {
                i++;
                int digits = octalDigits(text, i, end);
                value.append(digits > 0 ? octal(text.substring(i, i + digits)) : escaped(text.charAt(i)));
                i += Math.max(0, digits - 1);
            } else {
                value.append(c);
            }
        }
        return value.toString();
    }

    /** For SQL that a person is to run; names with other letters than the simplest are quoted (quote_identifier). */
    static String identifier(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** A string in SQL, with {@code standard_conforming_strings} on, as it is by default. */
    static String literal(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /** For libpq: PostgreSQL manual, "Connection Strings", keyword/value. */
    static String conninfo(String value) {
        return oneLine(value).matches("[A-Za-z0-9_.:/@%+,-]+")
                ? value
                : "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private static int octalDigits(String text, int from, int end) {
        int digits = 0;
        while (digits < 3
                && from + digits < end
                && text.charAt(from + digits) >= '0'
                && text.charAt(from + digits) <= '7') {
            digits++;
        }
        return digits;
    }

    private static char octal(String digits) {
        return (char) (Integer.parseInt(digits, 8) & 0xFF);
    }

    private static char escaped(char c) {
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> c;
        };
    }

    /** PostgreSQL's own {@code ALTER SYSTEM} refuses a line break too: it could not write the file back. */
    private static String oneLine(String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0 || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a setting's value cannot hold a line break");
        }
        return value;
    }
}
