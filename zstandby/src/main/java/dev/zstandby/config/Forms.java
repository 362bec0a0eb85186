package dev.zstandby.config;

import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration.BackupMode;
import dev.zstandby.config.Configuration.RunBy;
import dev.zstandby.zfs.DatasetName;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The forms that values of the configuration have. */
final class Forms {
    private static final int HIGHEST_PORT = 65_535;
    /** NAMEDATALEN - 1 of PostgreSQL, in bytes. */
    private static final int LONGEST_IDENTIFIER = 63;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final int MOST = 9999;
    private static final Pattern LENGTH_OF_TIME = Pattern.compile("([0-9]{1,5})([mhd])");
    private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9:_.@\\\\][A-Za-z0-9:_.@\\\\-]*");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_:.][A-Za-z0-9_:.%-]*");
    private static final Pattern ACCOUNT = Pattern.compile("[^-\\s\\p{Cntrl}:/][^\\s\\p{Cntrl}:/]*");
    private static final Pattern SSH =
            Pattern.compile("[^-\\s\\p{Cntrl}][^\\s\\p{Cntrl}]*", Pattern.UNICODE_CHARACTER_CLASS);

    static final Form<NodeName> NODE_NAME = Form.of(
            "a node's name",
            "Use lower-case letters, digits and dashes, a letter first, 31 characters at most.",
            text -> NodeName.isValid(text) ? Optional.of(new NodeName(text)) : Optional.empty());

    /** Leaves 75 of the 255 that a snapshot's full name may have to the name of a retired tree and of a snapshot in it. */
    private static final int LONGEST_DATASET = 180;

    static final Form<Path> PATH = new Form<>(
            "an absolute path",
            Forms::absolutePath,
            text -> text.startsWith("/")
                    ? "In this process's locale a path cannot hold these characters; a UTF-8 locale may help."
                    : "Write the whole path, from \"/\" on.");

    static final Form<DatasetName> DATASET = new Form<>(
            "a dataset's name",
            text -> DatasetName.isValid(text) && text.length() <= LONGEST_DATASET
                    ? Optional.of(new DatasetName(text))
                    : Optional.empty(),
            text -> text.length() > LONGEST_DATASET
                    ? "Take one of %d characters at most: retired trees and their snapshots have longer names."
                            .formatted(LONGEST_DATASET)
                    : "Write it as \"zfs list\" prints it, such as tank/pg/data.");

    /** How many of something, and none is fine. */
    static final Form<Integer> COUNT = number("a number from 0 to 9999", 0, MOST);

    /** How many of something that cannot be none. */
    static final Form<Integer> SOME = number("a number from 1 to 9999", 1, MOST);

    static final Form<Integer> PERCENT = number("a percentage from 1 to 100", 1, 100);

    static final Form<Duration> DURATION = Form.of(
            "a duration",
            "Write a number and m, h or d for minutes, hours or days, such as 12h or 7d.",
            Forms::duration);

    static final Form<Integer> PORT = Form.of(
            "a port from 1 to 65535",
            "Write the port in digits; PostgreSQL's own default is 5432.",
            text -> NUMBER.matcher(text).matches()
                    ? Optional.of(Integer.valueOf(text)).filter(port -> port >= 1 && port <= HIGHEST_PORT)
                    : Optional.empty());

    static final Form<String> SERVICE = text(
            "the name of a systemd unit, without \".service\"",
            "Write it as in \"systemctl status\", such as postgresql@17-main: letters, digits and : - _ . @ \\ only.",
            text -> UNIT.matcher(text).matches() && !text.endsWith(".service"));

    static final Form<String> HOST_NAME = text(
            "a host name or an IP address",
            "Write it without port, user and brackets; the port has a key of its own.",
            HOST.asMatchPredicate());

    static final Form<String> ACCOUNT_NAME = text(
            "the name of a user of the operating system", "Write it as in /etc/passwd.", ACCOUNT.asMatchPredicate());

    static final Form<String> IDENTIFIER = text(
            "a name in PostgreSQL",
            "Write it without SQL's quotes; it has 63 bytes at most and no control characters.",
            text -> !text.isEmpty()
                    && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_IDENTIFIER
                    && text.codePoints().noneMatch(Forms::isNoCharacter));

    static final Form<String> SSH_DESTINATION = text(
            "a destination for ssh",
            "Write user@host or a Host of ssh_config, without options and white space.",
            SSH.asMatchPredicate());

    static final Form<BackupMode> BACKUP_MODE = Form.oneOf(
            Arrays.stream(BackupMode.values()).map(Forms::word).toList(),
            text -> BackupMode.valueOf(text.toUpperCase(Locale.ROOT)));

    static final Form<RunBy> RUN_BY = Form.oneOf(
            Arrays.stream(RunBy.values()).map(Forms::word).toList(),
            text -> RunBy.valueOf(text.toUpperCase(Locale.ROOT)));

    private Forms() {}

    /** How the file writes one of a few words. */
    static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static Form<String> text(String what, String advice, Predicate<String> fits) {
        return Form.of(what, advice, text -> Optional.of(text).filter(fits));
    }

    private static Optional<Path> absolutePath(String text) {
        try {
            return Optional.of(Path.of(text)).filter(Path::isAbsolute);
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static Form<Integer> number(String what, int least, int most) {
        return Form.of(
                what,
                "Write it in digits.",
                text -> NUMBER.matcher(text).matches()
                        ? Optional.of(Integer.valueOf(text)).filter(number -> number >= least && number <= most)
                        : Optional.empty());
    }

    private static Optional<Duration> duration(String text) {
        var found = LENGTH_OF_TIME.matcher(text);
        if (!found.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(found.group(1));
        return Optional.of(
                switch (found.group(2)) {
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    /** How the file writes a duration of whole minutes. */
    static String word(Duration duration) {
        if (duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + "d";
        }
        return duration.equals(Duration.ofHours(duration.toHours()))
                ? duration.toHours() + "h"
                : duration.toMinutes() + "m";
    }

    private static boolean isNoCharacter(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }
}
