package dev.zstandby.operations;

import dev.zstandby.config.Configuration;
import dev.zstandby.config.Member;
import dev.zstandby.host.Command;
import dev.zstandby.host.Platform;
import dev.zstandby.owner.Aside;
import dev.zstandby.peer.Gate;
import dev.zstandby.zfs.Mounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a user other than root needs in order to run the commands that change this node, and not more. Pure functions. */
public final class OperatorRights {
    /** The user whom peers log in as, and who with {@code run-by: zstandby} runs commands. */
    public static final String ACCOUNT = "zstandby";

    /** The directory in {@code /run/zstandby} that belongs to the user alone. */
    public static final String PRIVATE = "user";

    /** What the datasets above the group must be, so that no file received below them has rights of its own, and no volume is a device. */
    public static final SortedMap<String, String> TIGHT = Collections.unmodifiableSortedMap(
            new TreeMap<>(Map.of("setuid", "off", "devices", "off", "volmode", "none")));

    private static final List<String> PERMISSIONS =
            List.of("create", "receive", "rename", "promote", "rollback", "destroy", "clone", "canmount");

    private OperatorRights() {}

    /** What the runtime files of this group begin with; {@code !} is in no dataset's name. */
    public static String runtimeName(Configuration.Group group) {
        return group.data().value().replace('/', '!');
    }

    /**
     * What {@code zfs allow} is to grant on the dataset above the group: what the gate needs and what staging and swapping do, and the
     * right to set again on a staged dataset what was set on a live one. None of them lets files with rights come in: that takes
     * {@code setuid}, {@code devices} or {@code mountpoint}.
     *
     * @param own the properties that were set on the live datasets
     */
    public static List<String> permissions(Collection<String> own) {
        var permissions = new ArrayList<>(Gate.NEEDED);
        permissions.addAll(PERMISSIONS);
        permissions.addAll(new TreeSet<>(own));
        return permissions.stream().distinct().toList();
    }

    /** Those of a dataset's own properties that the user sets again and needs a permission of its name for. */
    public static List<String> grantable(Map<String, String> own) {
        return KeptProperties.of(own, false).keySet().stream()
                // What a user may call his own is one permission for all (zfs-allow(8), "userprop").
                .filter(property -> !property.contains(":"))
                .toList();
    }

    /**
     * What only root may do, each with all its arguments.
     *
     * @param live where the group's datasets are mounted; of those that are not there yet where they will be, as far as that is known
     */
    public static List<Command> asRoot(Configuration configuration, Map<Member, Path> live) {
        var commands = new ArrayList<Command>();
        var layout = GroupLayout.of(configuration.datasets());
        configuration.datasets().members().forEach((member, dataset) -> {
            var staged = layout.staged(dataset);
            var aside = Aside.mountpoint(member);
            commands.add(Mounts.mounting(staged, aside));
            commands.add(Mounts.unmounting(aside));
            place(live, member).ifPresent(place -> {
                commands.add(Mounts.placing(staged, place));
                commands.add(Mounts.mounting(dataset, place));
                commands.add(Mounts.unmounting(place));
            });
        });
        commands.add(Platform.here().service("start", configuration.postgres().service()));
        commands.add(Platform.here().service("stop", configuration.postgres().service()));
        return commands;
    }

    private static Optional<Path> place(Map<Member, Path> live, Member member) {
        return Optional.ofNullable(live.get(member));
    }
}
