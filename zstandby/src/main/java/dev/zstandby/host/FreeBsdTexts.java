package dev.zstandby.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What programs of FreeBSD print, as its manual pages and sources have it: {@code service NAME onestatus}, {@code mount -p},
 * {@code fstat -f} and {@code ps}. Pure functions.
 */
final class FreeBsdTexts {
    /** Of rc.subr(8) itself, and of {@code pg_ctl status}, which the port of PostgreSQL has for it. */
    private static final Pattern RUNNING = Pattern.compile("is running (?:as pid |\\(PID: )(\\d+)");

    private static final String UNKNOWN = "does not exist in";
    private static final Pattern USE = Pattern.compile("^\\S+\\s+(.+?)\\s+(\\d+)\\s+(\\S+)\\s+(/\\S*)(?:\\s.*)?$");

    private FreeBsdTexts() {}

    /** service(8): it is unknown to rc(8), or its own command says whether it runs. */
    static Service.State state(CommandResult result) {
        var text = result.output() + result.errors();
        var running = RUNNING.matcher(text);
        return running.find()
                ? new Service.State(true, true, running.group(1))
                : new Service.State(!text.contains(UNKNOWN), false, "");
    }

    /** A line of {@code mount -p}: as fstab(5) has it, device, place and type first. */
    static Optional<Mount> mount(String line) {
        var field = line.strip().split("\\s+", -1);
        return field.length < 3
                ? Optional.empty()
                : Optional.of(new Mount(Path.of(Mount.unescaped(field[1])), field[2], Mount.unescaped(field[0])));
    }

    /**
     * The processes that {@code fstat -f} lists, the first use of each.
     *
     * @param fstat its lines: user, command, process, descriptor, place, and more
     * @param ps lines of process and parent
     * @param except the first process of the server, which does not count, nor do its children; empty when all do
     */
    static List<FileUser> users(List<String> fstat, List<String> ps, String except) {
        var passed = family(ps, except);
        var users = new ArrayList<FileUser>();
        for (String line : fstat) {
            var use = USE.matcher(line);
            if (use.matches() && passed.add(use.group(2))) {
                users.add(new FileUser(
                        Long.parseLong(use.group(2)),
                        use.group(1),
                        "%s on %s".formatted(kind(use.group(3)), use.group(4))));
            }
        }
        return users;
    }

    /** fstat(1), "FD". */
    private static String kind(String descriptor) {
        return switch (descriptor) {
            case "wd" -> "working directory";
            case "root" -> "root directory";
            case "text" -> "program";
            default -> "open file";
        };
    }

    private static Set<String> family(List<String> ps, String first) {
        var family = new HashSet<String>();
        if (!first.isEmpty()) {
            family.add(first);
            ps.stream()
                    .map(line -> line.strip().split("\\s+", -1))
                    .filter(field -> field.length == 2 && field[1].equals(first))
                    .forEach(field -> family.add(field[0]));
        }
        return family;
    }
}
