package dev.zstandby.setup;

import dev.zstandby.config.Configuration;
import dev.zstandby.host.Command;
import dev.zstandby.operations.OperatorRights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Commands as sudoers(5) has them: the program by its path, and every argument as it must be, so that nothing can be added. */
final class SudoRules {
    static final String COMMENT =
            "# zstandby setup: what user zstandby needs of other users' rights, each command with all its arguments.";

    /** What the rules name by its path, and what reads them. */
    static final List<String> PROGRAMS = List.of("mount", "umount", "zfs", "systemctl", "sudo", "visudo");

    private SudoRules() {}

    /** One for each group, of a name that sudo does not pass over. */
    static Path file(Configuration.Group group) {
        return Path.of("/etc/sudoers.d/zstandby-" + fileName(group));
    }

    static String fileName(Configuration.Group group) {
        return OperatorRights.runtimeName(group).replaceAll("[^A-Za-z0-9_-]", "-");
    }

    /** The rule that lets the account run the command as the user. */
    static String rule(String account, String user, Command command, Map<String, Path> programs) {
        var program = Optional.ofNullable(programs.get(command.program())).orElse(Path.of(command.program()));
        var arguments = command.argv().stream().skip(1).map(SudoRules::escaped).collect(Collectors.joining(" "));
        return "%s ALL=(%s) CWD=/ NOPASSWD: %s %s".formatted(account, user, escaped(program.toString()), arguments);
    }

    /** Whether sudo tells the words of such a command apart: it compares them joined by spaces. */
    static boolean isClear(Command command) {
        return command.argv().stream().noneMatch(word -> word.chars().anyMatch(Character::isWhitespace));
    }

    /** With what sudo would take for a pattern, a list or an option marked as a mere character. */
    private static String escaped(String word) {
        return word.replaceAll("[^A-Za-z0-9_./@%+-]", "\\\\$0");
    }
}
