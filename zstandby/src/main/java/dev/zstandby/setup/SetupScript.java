package dev.zstandby.setup;

import dev.zstandby.config.Configuration;
import dev.zstandby.host.Command;
import dev.zstandby.host.Platform;
import dev.zstandby.host.TextLines.Where;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A plan of setup in the language of a POSIX shell: for a person to read, and to run by hand. */
final class SetupScript {
    private final Configuration configuration;

    SetupScript(Configuration configuration) {
        this.configuration = configuration;
    }

    /** The whole plan; no secret is in it. */
    List<String> lines(SetupPlan plan) {
        var lines = new ArrayList<String>();
        lines.add("#!/bin/sh");
        lines.add("# " + plan.summary() + " Run as root.");
        lines.add("set -eu");
        if (plan.changes().stream()
                .flatMap(change -> change.acts().stream())
                .anyMatch(Act.WritePassfile.class::isInstance)) {
            lines.add(
                    plan.passwordIsNew()
                            ? "password=$(od -An -vtx1 -N32 /dev/urandom | tr -d ' \\n')"
                            : ": \"${password:?set it to the role's password, which the primary's passfile has}\"");
        }
        for (Change change : plan.changes()) {
            lines.add("");
            lines.add("# " + change.what());
            change.acts().forEach(act -> lines.addAll(lines(act)));
        }
        return lines;
    }

    /** One act as it is shown in a plan. */
    static String inWords(Act act) {
        return switch (act) {
            case Act.Run(var argv) -> Command.of(argv).toString();
            case Act.MakeDirectory(var directory) -> "install -d -m 755 " + quoted(directory);
            case Act.AddLines(var file, var _, var _, var where, var lines) ->
                listed("%s %s:".formatted(where == Where.FIRST ? "first into" : "into", file), lines);
            case Act.RemoveLines(var file, var _, var lines) -> listed("out of %s:".formatted(file), lines);
            case Act.WritePassfile(var file, var role, var owner) ->
                "write %s, for user %s alone: the password of role %s".formatted(file, owner, role);
            case Act.WriteFile(var file, var _, var lines, var _) -> listed("write %s:".formatted(file), lines);
            case Act.GiveTo(var file, var owner) ->
                Command.of("chown", "-h", owner, file.toString()).toString();
            case Act.InheritProperties(var dataset, var properties) ->
                properties.stream()
                        .map(property -> Command.of("zfs", "inherit", property, dataset.value())
                                .toString())
                        .collect(Collectors.joining("; "));
            case Act.RemoveFiles(var files) ->
                "rm -f " + files.stream().map(SetupScript::quoted).collect(Collectors.joining(" "));
            case Act.RemoveDirectory(var directory) -> "rmdir " + quoted(directory);
            case Act.DeleteAccount(var name) ->
                Platform.here().deleteAccount(name).toString();
            case Act.DestroyDataset(var dataset) ->
                Command.of("zfs", "destroy", dataset.value()).toString();
            case Act.Disallow(var dataset, var user, var permissions) ->
                Command.of("zfs", "unallow", user, String.join(",", permissions), dataset.value())
                        .toString();
            case Act.Rename(var from, var to) ->
                Command.of("mv", from.toString(), to.toString()).toString();
            case Act.CreateRole(var role) -> "psql: CREATE ROLE %s LOGIN REPLICATION PASSWORD ...".formatted(role);
            case Act.DropRole(var role) -> "psql: DROP ROLE %s".formatted(role);
            case Act.Give(var grant, var role) -> "psql: " + grant.give(role);
            case Act.Take(var grant, var role) -> "psql: " + grant.take(role);
            case Act.Configure(var setting) -> "psql: " + setting.set();
            case Act.Unconfigure(var setting) -> "psql: " + setting.reset();
            case Act.ReloadRules() -> "psql: SELECT pg_reload_conf()";
        };
    }

    private static String listed(String heading, List<String> lines) {
        return heading + "\n  " + String.join("\n  ", lines);
    }

    private List<String> lines(Act act) {
        return switch (act) {
            case Act.Run _,
                    Act.GiveTo _,
                    Act.InheritProperties _,
                    Act.RemoveFiles _,
                    Act.DeleteAccount _,
                    Act.DestroyDataset _,
                    Act.Disallow _,
                    Act.Rename _ -> List.of(inWords(act));
            case Act.WriteFile write -> written(write);
            case Act.MakeDirectory(var directory) ->
                List.of("[ -d %s ] || %s".formatted(quoted(directory), inWords(act)));
            case Act.AddLines(var file, var _, var _, var where, var lines) -> added(file, where, lines);
            case Act.RemoveLines(var file, var _, var lines) -> removed(file, lines);
            case Act.WritePassfile(var file, var role, var owner) ->
                List.of(
                        "( umask 077; printf '*:*:*:%s:%%s\\n' \"$password\" >%s )".formatted(role, quoted(file)),
                        Command.of("chown", owner, file.toString()).toString());
            case Act.RemoveDirectory(var directory) ->
                List.of("rmdir %s 2>/dev/null || :".formatted(quoted(directory)));
            case Act.CreateRole(var role) ->
                List.of(
                        psql("") + " <<'END'",
                        "\\set password `sed 's/^[*]:[*]:[*]:[^:]*://' %s`"
                                .formatted(configuration.replication().serverPassfile()),
                        "CREATE ROLE %s LOGIN REPLICATION PASSWORD :'password';".formatted(identifier(role)),
                        "END");
            case Act.DropRole(var role) -> List.of(psql("DROP ROLE " + identifier(role)));
            case Act.Give(var grant, var role) -> List.of(psql(grant.give(role)));
            case Act.Take(var grant, var role) -> List.of(psql(grant.take(role)));
            case Act.Configure(var setting) -> configured(setting.set());
            case Act.Unconfigure(var setting) -> configured(setting.reset());
            case Act.ReloadRules() -> List.of(psql("SELECT pg_reload_conf()"));
        };
    }

    private List<String> configured(String statement) {
        return List.of(psql(statement), psql("SELECT pg_reload_conf()"));
    }

    private static List<String> written(Act.WriteFile write) {
        var file = quoted(write.file().resolveSibling(write.file().getFileName() + ".new"));
        var lines = new ArrayList<String>();
        lines.add("printf '%s\\n' %s >%s"
                .formatted(
                        "%s", write.lines().stream().map(SetupScript::quoted).collect(Collectors.joining(" ")), file));
        lines.add("chmod %s %s".formatted(octal(write.mode()), file));
        if (!write.check().isEmpty()) {
            lines.add(Command.of(write.check()) + " " + file);
        }
        lines.add("mv %s %s".formatted(file, quoted(write.file())));
        return lines;
    }

    /** A mode such as {@code r--r-----} in digits. */
    private static String octal(String mode) {
        int bits = mode.chars().map(letter -> letter == '-' ? 0 : 1).reduce(0, (sofar, bit) -> sofar * 2 + bit);
        return Integer.toOctalString(bits);
    }

    private static List<String> added(Path file, Where where, List<String> lines) {
        var print = "printf '%s\\n' " + lines.stream().map(SetupScript::quoted).collect(Collectors.joining(" "));
        if (where == Where.LAST) {
            return List.of(print + " >>" + quoted(file));
        }
        var rest = quoted(file.resolveSibling(file.getFileName() + ".new"));
        return List.of(
                "{ %s; cat %s; } >%s".formatted(print, quoted(file), rest),
                "cat %s >%s && rm %s".formatted(rest, quoted(file), rest));
    }

    private static List<String> removed(Path file, List<String> lines) {
        var rest = quoted(file.resolveSibling(file.getFileName() + ".new"));
        return List.of(
                "{ grep -vxF %s %s || true; } >%s"
                        .formatted(
                                lines.stream().map(line -> "-e " + quoted(line)).collect(Collectors.joining(" ")),
                                quoted(file),
                                rest),
                "cat %s >%s && rm %s".formatted(rest, quoted(file), rest));
    }

    private String psql(String statement) {
        var postgres = configuration.postgres();
        var argv = new ArrayList<String>();
        argv.add(postgres.binDirectory().resolve("psql").toString());
        argv.addAll(
                List.of("-Xq", "-d", configuration.replication().database(), "-p", Integer.toString(postgres.port())));
        if (!statement.isEmpty()) {
            argv.addAll(List.of("-c", statement));
        }
        return Platform.here().asUser(postgres.owner(), Command.of(argv)).toString();
    }

    private static String identifier(String role) {
        return "\"" + role.replace("\"", "\"\"") + "\"";
    }

    private static String quoted(Object word) {
        return Command.of(word.toString()).toString();
    }
}
