package dev.zstandby.setup;

import dev.zstandby.host.Command;
import dev.zstandby.host.Platform;
import dev.zstandby.operations.OperatorRights;
import dev.zstandby.owner.Aside;
import dev.zstandby.owner.OwnersFiles;
import dev.zstandby.zfs.DatasetName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Decides what is missing for the gate's user to run commands itself. Pure functions. */
final class OperatorPlanner {
    static final Path RUNTIME_FILE = Path.of("/etc/tmpfiles.d/zstandby.conf");

    private static final Path RUNTIME = Platform.here().runtimeDirectory();
    private static final String RUNTIME_COMMENT =
            "# zstandby setup: what user zstandby needs below /run, and can put nothing in the place of.";

    private OperatorPlanner() {}

    /** @param makesRoom whether what lies where the data directory will be mounted is going to be renamed */
    static List<Change> changes(SetupSight seen, OperatorSight operator, boolean makesRoom) {
        var changes = new ArrayList<Change>();
        keys(operator, changes);
        rights(operator, changes);
        runtime(seen, operator, changes);
        if (makesRoom || !operator.hasDataDirectory()) {
            changes.add(place(seen));
        }
        sudo(seen, operator, changes);
        return changes;
    }

    private static void keys(OperatorSight operator, List<Change> changes) {
        operator.keysOfOthers().stream().sorted().forEach(file -> changes.add(keyOf(file)));
    }

    private static Change keyOf(Path file) {
        return new Change(
                "the key with which the user asks this node's peers",
                List.of(new Act.GiveTo(file, SetupPlanner.ACCOUNT)),
                List.of(new Act.GiveTo(file, "root")));
    }

    private static void rights(OperatorSight operator, List<Change> changes) {
        for (DatasetName parent : operator.loose()) {
            changes.add(new Change(
                    "no file below it can have rights of its own, whatever the user receives there",
                    List.of(Act.Run.of("zfs", "set", "setuid=off", "devices=off", parent.value())),
                    List.of(new Act.InheritProperties(parent, List.of("setuid", "devices")))));
        }
    }

    private static void runtime(SetupSight seen, OperatorSight operator, List<Change> changes) {
        var lines = runtimeLines(seen);
        if (!operator.runtime().equals(lines)) {
            changes.add(new Change(
                    "the files below /run that the user needs, at each boot",
                    List.of(
                            new Act.WriteFile(RUNTIME_FILE, "rw-r--r--", lines, List.of()),
                            Act.Run.of("systemd-tmpfiles", "--create", RUNTIME_FILE.toString())),
                    List.of(new Act.RemoveFiles(List.of(RUNTIME_FILE)))));
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
        if (!operator.sudoers().equals(lines)) {
            changes.add(new Change(
                    "what sudo lets the user run, each command with all its arguments",
                    List.of(new Act.WriteFile(SudoRules.FILE, "r--r-----", lines, List.of("visudo", "-cqf"))),
                    List.of(new Act.RemoveFiles(List.of(SudoRules.FILE)))));
        }
    }

    /** The lines of the file for sudo. */
    static List<String> rules(SetupSight seen, OperatorSight operator) {
        var configuration = seen.configuration();
        var lines = new ArrayList<String>();
        lines.add(SudoRules.COMMENT);
        for (Command command : OperatorRights.asRoot(configuration, operator.live())) {
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
