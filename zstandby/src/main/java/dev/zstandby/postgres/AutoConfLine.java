package dev.zstandby.postgres;

import dev.zstandby.Failure;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A line of a PostgreSQL configuration file. The grammar is that of src/backend/utils/misc/guc-file.l, checked against
 * PostgreSQL 15: no string spans lines, so each line can be read by itself.
 */
public sealed interface AutoConfLine {
    /** The line as it stands in the file, one char per byte, without its end. */
    String text();

    /**
     * A name and what it is set to.
     *
     * @param value without its quoting, one char per byte
     */
    record Setting(String name, String value, String text) implements AutoConfLine {
        static Setting of(String name, String value) {
            return new Setting(name, value, "%s = %s".formatted(checked(name), Quoting.quote(value)));
        }

        private static String checked(String name) {
            if (!name.matches(Grammar.NAME)) {
                throw new IllegalArgumentException("not the name of a setting: " + name);
            }
            return name;
        }
    }

    /** A comment, an empty line, or an include, which is not followed. */
    record Other(String text) implements AutoConfLine {}

    static AutoConfLine parse(String line, int number) {
        if (line.matches(Grammar.NOTHING)) {
            return new Other(line);
        }
        var matcher = Grammar.SETTING.matcher(line);
        if (!matcher.matches()) {
            throw Failure.environment(
                            "Line %d of postgresql.auto.conf is not one that PostgreSQL accepts.".formatted(number))
                    .withEvidence(List.of(line))
                    .withRemedy("Correct the line; ALTER SYSTEM RESET name; removes a setting.");
        }
        var name = matcher.group("name");
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "include", "include_if_exists", "include_dir" -> new Other(line);
            default -> new Setting(name, Quoting.unquote(matcher.group("value")), line);
        };
    }

    /** The tokens; what flex decides by the longest match is said here with possessive quantifiers and look-aheads. */
    final class Grammar {
        private static final String ID = "[A-Za-z_\\x80-\\xff][A-Za-z_0-9\\x80-\\xff]*+";
        static final String NAME = ID + "(?:\\." + ID + ")?+";
        private static final String STRING = "'(?:[^'\\\\\\n]|\\\\.|'')*+'";
        private static final String NUMBER =
                "[-+]?(?:0x[0-9a-fA-F]++|[0-9]++)[a-zA-Z]*+" + "|[-+]?[0-9]*+\\.[0-9]*+(?:[Ee][-+]?[0-9]++)?+";
        private static final String UNQUOTED =
                "(?!" + ID + "\\." + ID + "[ \\t\\r]*(?:#|$))[A-Za-z_\\x80-\\xff][-A-Za-z_0-9\\x80-\\xff._:/]*+";
        static final String NOTHING = "[ \\t\\r]*(?:#.*)?";
        static final Pattern SETTING =
                Pattern.compile("[ \\t\\r]*(?<name>" + NAME + ")(?![-.:/])[ \\t\\r]*=?[ \\t\\r]*(?<value>" + STRING
                        + "|" + NUMBER + "|" + UNQUOTED + ")[ \\t\\r]*(?:#.*)?");

        private Grammar() {}
    }
}
