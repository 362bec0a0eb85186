package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.host.Command;
import dev.zstandby.host.Privilege;
import dev.zstandby.owner.OwnersFiles;
import dev.zstandby.zfs.DatasetName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the user who may run commands lacks for that.
 *
 * @param denied the commands that sudo does not let it run
 * @param missing the permissions of ZFS that it lacks, by the dataset above the group
 * @param ground the datasets it works on
 * @param hasRuntime whether what it needs below {@code /run} is there
 */
record OperatorState(
        List<Command> denied, Map<DatasetName, List<String>> missing, OperatorGround ground, boolean hasRuntime) {
    OperatorState {
        denied = List.copyOf(denied);
        missing = Map.copyOf(missing);
    }

    /** Looks, and changes nothing; sudo is asked whether it would, and does not (sudo(8), "--list"). */
    static OperatorState look(Machine machine, LocalNode local) {
        var configuration = machine.configuration();
        var denied = new ArrayList<Command>();
        var ground =
                OperatorGround.look(configuration, machine.zfs(), machine.zfs().datasets());
        OperatorRights.asRoot(configuration, ground.live()).stream()
                .filter(command -> !mayRun(machine, "root", command))
                .forEach(denied::add);
        var asOwner = OwnersFiles.command(machine.configurationFile());
        if (!mayRun(machine, configuration.postgres().owner(), asOwner)) {
            denied.add(asOwner);
        }
        return new OperatorState(
                denied,
                missing(machine, local, ground),
                ground,
                OperatorGround.hasRuntime(configuration.datasets(), machine.runtimeDirectory()));
    }

    private static boolean mayRun(Machine machine, String as, Command command) {
        var argv = new ArrayList<>(List.of("sudo", "-n", "-l", "-u", as));
        if (!Privilege.isUser(OperatorRights.ACCOUNT)) {
            argv.addAll(List.of("-U", OperatorRights.ACCOUNT));
        }
        argv.add("--");
        argv.addAll(command.argv());
        try {
            return machine.commands().run(Command.of(argv)).succeeded();
        } catch (Failure noSudo) {
            return false;
        }
    }

    private static Map<DatasetName, List<String>> missing(Machine machine, LocalNode local, OperatorGround ground) {
        var missing = new TreeMap<DatasetName, List<String>>();
        for (DatasetName parent : local.layout().parents()) {
            if (!local.missingParents().contains(parent)) {
                var lacking = machine.zfs()
                        .permissions(parent, OperatorRights.ACCOUNT)
                        .missing(OperatorRights.permissions(ground.own()));
                if (!lacking.isEmpty()) {
                    missing.put(parent, lacking);
                }
            }
        }
        return missing;
    }
}
