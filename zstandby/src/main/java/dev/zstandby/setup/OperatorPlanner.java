package dev.zstandby.setup;

import dev.zstandby.config.Configuration;
import dev.zstandby.host.Command;
import dev.zstandby.host.Platform;
import dev.zstandby.operations.OperatorRights;
import dev.zstandby.owner.Aside;
import dev.zstandby.owner.OwnersFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Decides what is missing for the gate's user to run commands itself. Pure functions. */
final class OperatorPlanner {
    private static final Path RUNTIME = Platform.here().runtimeDirectory();
    private static final String RUNTIME_COMMENT =
            "# zstandby setup: what user zstandby needs below /run, and can put nothing in the place of.";

    private OperatorPlanner() {}

    /** One for each group. */
    static Path runtimeFile(Configuration.Group group) {
        return Path.of("/etc/tmpfiles.d/zstandby-%s.conf".formatted(SudoRules.fileName(group)));
    }

    static List<Change> changes(SetupSight seen, OperatorSight operator) {
        var changes = new ArrayList<Change>();
        keys(operator, changes);
        rights(operator, changes);
        runtime(seen, operator, changes);
        // What lies there now is going to be renamed, or nothing does.
        if (seen.isPlaceholder() || !operator.hasDataDirectory()) {
            changes.add(place(seen));
        }
        sudo(seen, operator, changes);
        return changes;
    }

    private static void keys(OperatorSight operator, List<Change> changes) {
        new TreeMap<>(operator.keysOfOthers()).forEach((file, owner) -> changes.add(keyOf(file, owner)));
    }

    private static Change keyOf(Path file, String former) {
        return new Change(
                "the key with which the user asks this node's peers",
                List.of(new Act.GiveTo(file, SetupPlanner.ACCOUNT)),
                List.of(new Act.GiveTo(file, former)));
    }

    private static void rights(OperatorSight operator, List<Change> changes) {
        operator.ground().loose().forEach((parent, properties) -> {
            var argv = new ArrayList<>(List.of("zfs", "set"));
            argv.addAll(operator.ground().tightening(parent));
            argv.add(parent.value());
            changes.add(new Change(
                    "nothing below it can have rights of its own, whatever the user receives there",
                    List.of(new Act.Run(argv)),
                    List.of(new Act.InheritProperties(parent, properties))));
        });
    }

    private static void runtime(SetupSight seen, OperatorSight operator, List<Change> changes) {
        var lines = runtimeLines(seen);
        var file = runtimeFile(seen.configuration().datasets());
        var create = Act.Run.of("systemd-tmpfiles", "--create", file.toString());
        var undo = List.<Act>of(
                new Act.RemoveFiles(List.of(file)), new Act.RemoveDirectory(RUNTIME.resolve(OperatorRights.PRIVATE)));
        if (!operator.runtime().equals(lines)) {
            changes.add(new Change(
                    "the files below /run that the user needs, at each boot",
                    List.of(new Act.WriteFile(file, "rw-r--r--", lines, List.of()), create),
                    undo));
        } else if (!operator.hasRuntime()) {
            changes.add(new Change("the files below /run that the user needs", List.of(create), List.of()));
        }
    }

    /** As tmpfiles.d(5) has them. */
    static List<String> runtimeLines(SetupSight seen) {
        var group = seen.configuration().datasets();
        var account = SetupPlanner.ACCOUNT;
        var lines = new ArrayList<String>();
        lines.add(RUNTIME_COMMENT);
        lines.add("d %s 0755 root root -".formatted(RUNTIME));
        lines.add("d %s 0700 %s %s -".formatted(RUNTIME.resolve(OperatorRights.PRIVATE), account, account));
        lines.add("f %s.lock 0660 root %s -".formatted(RUNTIME.resolve(OperatorRights.runtimeName(group)), account));
        lines.add("d %s 0755 root root -".formatted(Aside.ROOT));
        group.members().keySet().stream()
                .map(member -> "d %s 0755 root root -"
                        .formatted(Aside.mountpoint(member).toString().replace("%", "%%")))
                .forEach(lines::add);
        return lines;
    }

    private static Change place(SetupSight seen) {
        var postgres = seen.configuration().postgres();
        return new Change(
                "where the data directory will be mounted",
                List.of(Act.Run.of(
                        "install",
                        "-d",
                        "-m",
                        "700",
                        "-o",
                        postgres.owner(),
                        postgres.dataDirectory().toString())),
                List.of(new Act.RemoveDirectory(postgres.dataDirectory())));
    }

    private static void sudo(SetupSight seen, OperatorSight operator, List<Change> changes) {
        var lines = rules(seen, operator);
        var file = SudoRules.file(seen.configuration().datasets());
        if (!operator.sudoers().equals(lines)) {
            changes.add(new Change(
                    "what sudo lets the user run, each command with all its arguments",
                    List.of(new Act.WriteFile(file, "r--r-----", lines, List.of("visudo", "-cqf"))),
                    List.of(new Act.RemoveFiles(List.of(file)))));
        }
    }

    /** The lines of the file for sudo. */
    static List<String> rules(SetupSight seen, OperatorSight operator) {
        var configuration = seen.configuration();
        var lines = new ArrayList<String>();
        lines.add(SudoRules.COMMENT);
        for (Command command :
                OperatorRights.asRoot(configuration, operator.ground().live())) {
            lines.add(SudoRules.rule(SetupPlanner.ACCOUNT, "root", command, operator.programs()));
        }
        lines.add(SudoRules.rule(
                SetupPlanner.ACCOUNT,
                configuration.postgres().owner(),
                OwnersFiles.command(operator.configurationFile()),
                operator.programs()));
        return lines;
    }
}
