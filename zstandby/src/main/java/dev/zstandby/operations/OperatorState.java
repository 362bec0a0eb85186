package dev.zstandby.operations;

import dev.zstandby.config.Member;
import dev.zstandby.host.Command;
import dev.zstandby.host.Privilege;
import dev.zstandby.owner.OwnersFiles;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.DatasetName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the user who may run commands lacks for that.
 *
 * @param denied the commands that sudo does not let it run
 * @param missing the permissions of ZFS that it lacks, by the dataset above the group
 * @param loose the datasets above the group in which files may have rights of their own
 * @param hasRuntime whether its directory below {@code /run} is there
 */
record OperatorState(
        List<Command> denied, Map<DatasetName, List<String>> missing, List<DatasetName> loose, boolean hasRuntime) {
    OperatorState {
        denied = List.copyOf(denied);
        missing = Map.copyOf(missing);
        loose = List.copyOf(loose);
    }

    /** Looks, and changes nothing; sudo is asked whether it would, and does not (sudo(8), "--list"). */
    static OperatorState look(Machine machine, LocalNode local) {
        var configuration = machine.configuration();
        var denied = new ArrayList<Command>();
        OperatorRights.asRoot(configuration, live(machine, local)).stream()
                .filter(command -> !mayRun(machine, "root", command))
                .forEach(denied::add);
        var asOwner = OwnersFiles.command(machine.configurationFile());
        if (!mayRun(machine, configuration.postgres().owner(), asOwner)) {
            denied.add(asOwner);
        }
        var parents = local.layout().roots().stream()
                .filter(root -> !root.isPool())
                .map(DatasetName::parent)
                .filter(parent -> !local.missingParents().contains(parent))
                .distinct()
                .toList();
        return new OperatorState(
                denied,
                missing(machine, local, parents),
                loose(machine, parents),
                Files.isDirectory(machine.runtimeDirectory().resolve(OperatorRights.PRIVATE)));
    }

    private static Map<Member, Path> live(Machine machine, LocalNode local) {
        var places = new HashMap<Member, Path>();
        local.members()
                .forEach(member -> member.live()
                        .flatMap(Dataset::mountpoint)
                        .ifPresent(place -> places.put(member.member(), place)));
        places.putIfAbsent(Member.DATA, machine.configuration().postgres().dataDirectory());
        return places;
    }

    private static boolean mayRun(Machine machine, String as, Command command) {
        var argv = new ArrayList<>(List.of("sudo", "-n", "-l", "-u", as));
        if (Privilege.isRoot()) {
            argv.addAll(List.of("-U", OperatorRights.ACCOUNT));
        }
        argv.add("--");
        argv.addAll(command.argv());
        return machine.commands().run(Command.of(argv)).succeeded();
    }

    private static Map<DatasetName, List<String>> missing(
            Machine machine, LocalNode local, Collection<DatasetName> parents) {
        var own = local.members().stream()
                .flatMap(member -> member.live().stream())
                .flatMap(live -> OperatorRights.grantable(machine.zfs().ownProperties(live.name())).stream())
                .toList();
        var missing = new TreeMap<DatasetName, List<String>>();
        for (DatasetName parent : parents) {
            var lacking =
                    machine.zfs().permissions(parent, OperatorRights.ACCOUNT).missing(OperatorRights.permissions(own));
            if (!lacking.isEmpty()) {
                missing.put(parent, lacking);
            }
        }
        return missing;
    }

    private static List<DatasetName> loose(Machine machine, Collection<DatasetName> parents) {
        var values = machine.zfs()
                .properties(parents, OperatorRights.TIGHT.keySet().stream().toList());
        return parents.stream()
                .filter(parent -> !OperatorRights.TIGHT.equals(values.get(parent)))
                .toList();
    }
}
