package dev.zstandby.zfs;

import dev.zstandby.host.Command;
import dev.zstandby.host.CommandResult;
import dev.zstandby.host.Commands;
import dev.zstandby.host.Privilege;
import java.nio.file.Path;

/**
 * Mounts file systems and unmounts them, for which Linux wants root whatever is delegated (zfs-allow(8), "mount").
 *
 * <p>For a user to whom sudo allows it, each is one command without a choice in it: a dataset at one place, and with nothing in it
 * that could give rights. Where a dataset is mounted is not left to a property, since whoever may set that and has root mount it
 * can put what he likes over {@code /etc}.
 */
public final class Mounts {
    private final Commands commands;
    private final Zfs zfs;

    public Mounts(Commands commands, Zfs zfs) {
        this.commands = commands;
        this.zfs = zfs;
    }

    /** Mounts a dataset somewhere else than where it belongs. */
    public void mountAside(DatasetName dataset, Path at) {
        if (Privilege.isRoot()) {
            setMountpoint(dataset, at);
        }
        mount(dataset, at);
    }

    /** Mounts a dataset where it belongs. */
    public void mount(DatasetName dataset, Path at) {
        if (Privilege.isRoot()) {
            zfs.mount(dataset);
        } else {
            run("%s cannot be mounted.".formatted(dataset), mounting(dataset, at));
        }
    }

    public void unmount(DatasetName dataset, Path at) {
        if (Privilege.isRoot()) {
            zfs.unmount(dataset);
        } else {
            run("%s cannot be unmounted.".formatted(dataset), unmounting(at));
        }
    }

    /** Says where a dataset belongs; it is not mounted by that. */
    public void setMountpoint(DatasetName dataset, Path at) {
        run("Where %s is mounted cannot be set.".formatted(dataset), placing(dataset, at));
    }

    private void run(String failure, Command command) {
        CommandResult result = Privilege.run(commands, command);
        if (!result.succeeded()) {
            throw ZfsProblem.failure(failure, result);
        }
    }

    /** What mounts the dataset there; mount.zfs(8) for {@code zfsutil}. */
    public static Command mounting(DatasetName dataset, Path at) {
        return Command.of("mount", "-t", "zfs", "-o", "zfsutil,nosuid,nodev", dataset.value(), at.toString());
    }

    public static Command unmounting(Path at) {
        return Command.of("umount", at.toString());
    }

    /** What only sets the property: what inherits it would be mounted otherwise (zfs-set(8), {@code -u}). */
    public static Command placing(DatasetName dataset, Path at) {
        return Command.of("zfs", "set", "-u", "mountpoint=" + at, dataset.value());
    }
}
