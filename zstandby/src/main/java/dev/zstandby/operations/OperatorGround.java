package dev.zstandby.operations;

import dev.zstandby.config.Configuration;
import dev.zstandby.config.Member;
import dev.zstandby.owner.Aside;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Datasets;
import dev.zstandby.zfs.Zfs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The datasets that a user other than root is to work on.
 *
 * @param live where the group's datasets are mounted; of those that are not there yet where they will be, as far as that is known
 * @param own the properties that were set on the live datasets, and that the user sets again
 * @param loose by the dataset above the group, the properties that are not as {@link OperatorRights#TIGHT} has them
 * @param exceptions the commands that take back what live datasets themselves have otherwise than that
 */
public record OperatorGround(
        Map<Member, Path> live, List<String> own, Map<DatasetName, List<String>> loose, List<String> exceptions) {
    public OperatorGround {
        live = Map.copyOf(live);
        own = List.copyOf(own);
        loose = new TreeMap<>(loose);
        exceptions = List.copyOf(exceptions);
    }

    /** Looks, and changes nothing. */
    public static OperatorGround look(Configuration configuration, Zfs zfs, Datasets all) {
        var live = new HashMap<Member, Path>();
        var own = new TreeSet<String>();
        var exceptions = new TreeSet<String>();
        configuration
                .datasets()
                .members()
                .forEach((member, name) -> all.named(name).ifPresent(dataset -> {
                    dataset.mountpoint().ifPresent(place -> live.put(member, place));
                    var properties = zfs.ownProperties(name);
                    own.addAll(OperatorRights.grantable(properties));
                    OperatorRights.TIGHT.forEach((property, value) -> {
                        if (!properties.getOrDefault(property, value).equals(value)) {
                            exceptions.add("zfs inherit %s %s".formatted(property, name));
                        }
                    });
                }));
        if (all.named(configuration.datasets().data()).isEmpty()) {
            live.put(Member.DATA, configuration.postgres().dataDirectory());
        }
        return new OperatorGround(live, List.copyOf(own), loose(configuration, zfs, all), List.copyOf(exceptions));
    }

    private static Map<DatasetName, List<String>> loose(Configuration configuration, Zfs zfs, Datasets all) {
        var parents = GroupLayout.of(configuration.datasets()).parents();
        var there =
                parents.stream().filter(parent -> all.named(parent).isPresent()).toList();
        var values = zfs.properties(there, List.copyOf(OperatorRights.TIGHT.keySet()));
        var loose = new TreeMap<DatasetName, List<String>>();
        for (DatasetName parent : parents) {
            var now = values.getOrDefault(parent, Map.of());
            var wrong = OperatorRights.TIGHT.entrySet().stream()
                    .filter(property -> !property.getValue().equals(now.get(property.getKey())))
                    .map(Map.Entry::getKey)
                    .toList();
            if (!wrong.isEmpty()) {
                loose.put(parent, wrong);
            }
        }
        return loose;
    }

    /** Whether what the user needs in the runtime directory is there. */
    public static boolean hasRuntime(Configuration.Group group, Path directory) {
        return Files.isDirectory(directory.resolve(OperatorRights.PRIVATE))
                && Files.exists(directory.resolve(OperatorRights.runtimeName(group) + ".lock"))
                && group.members().keySet().stream().map(Aside::mountpoint).allMatch(Files::isDirectory);
    }

    /** What sets the loose properties of this dataset. */
    public List<String> tightening(DatasetName parent) {
        return loose.getOrDefault(parent, List.of()).stream()
                .map(property -> property + "=" + OperatorRights.TIGHT.get(property))
                .toList();
    }

    /** Whether a dataset's place is known. */
    public boolean knows(Member member) {
        return live.containsKey(member);
    }
}
