package dev.zstandby.zfs;

import dev.zstandby.host.Mount;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every file system and volume of a machine at one moment, as one look at them showed. In the order of {@code zfs list}.
 * Only file systems can be received into, mounted and made live, so only what says so yields volumes.
 */
public record Datasets(List<Dataset> all) {
    public Datasets {
        all = List.copyOf(all);
    }

    private Stream<Dataset> fileSystems() {
        return all.stream().filter(dataset -> !dataset.volume());
    }

    /** The file system of this name. */
    public Optional<Dataset> named(DatasetName name) {
        return fileSystems().filter(dataset -> dataset.name().equals(name)).findAny();
    }

    /** The file system and all file systems below it; empty when it does not exist. */
    public List<Dataset> tree(DatasetName root) {
        return fileSystems().filter(dataset -> dataset.name().isAtOrBelow(root)).toList();
    }

    /** Whatever has this name or lies below it. */
    public List<Dataset> treeWithVolumes(DatasetName root) {
        return all.stream().filter(dataset -> dataset.name().isAtOrBelow(root)).toList();
    }

    /** The same but for these, as if they were not there. */
    public Datasets without(Collection<Dataset> some) {
        return new Datasets(
                all.stream().filter(dataset -> !some.contains(dataset)).toList());
    }

    /** The file systems directly below this one. */
    public List<Dataset> childrenOf(DatasetName parent) {
        return fileSystems()
                .filter(dataset ->
                        !dataset.name().isPool() && dataset.name().parent().equals(parent))
                .toList();
    }

    /**
     * What is mounted inside the mountpoints of {@code group}, at whatever depth, and is not of it.
     *
     * @param mounts what is mounted on this machine, also by other means than ZFS's
     */
    public List<Stray> straysIn(Collection<Dataset> group, List<Mount> mounts) {
        var names = group.stream().map(Dataset::name).collect(Collectors.toSet());
        var strays = new LinkedHashMap<Path, Stray>();
        all.stream()
                .filter(dataset -> dataset.mounted() && !names.contains(dataset.name()))
                .flatMap(dataset -> dataset.mountpoint().map(path -> stray(dataset, path)).stream())
                .filter(stray -> places(group).anyMatch(place -> isInside(stray.mountpoint(), place)))
                .forEach(stray -> strays.put(stray.mountpoint(), stray));
        topmost(mounts).stream()
                .filter(mount -> !isSnapshot(mount) && !isOf(group, mount))
                .filter(mount ->
                        mountedPlaces(group).anyMatch(place -> mount.path().startsWith(place)))
                .forEach(mount -> strays.putIfAbsent(mount.path(), stray(mount)));
        return List.copyOf(strays.values());
    }

    private static Stray stray(Dataset dataset, Path path) {
        return new Stray("Dataset " + dataset.name(), path);
    }

    private static Stray stray(Mount mount) {
        return mount.type().equals("zfs")
                ? new Stray("Dataset " + mount.source(), mount.path())
                : new Stray("The %s file system %s".formatted(mount.type(), mount.source()), mount.path());
    }

    private static Stream<Path> places(Collection<Dataset> group) {
        return group.stream().map(Dataset::mountpoint).flatMap(Optional::stream);
    }

    private static Stream<Path> mountedPlaces(Collection<Dataset> group) {
        return places(group.stream().filter(Dataset::mounted).toList());
    }

    private static boolean isInside(Path path, Path place) {
        return path.startsWith(place) && !path.equals(place);
    }

    /** At each place the last that was mounted there, which hides those before it. */
    private static Collection<Mount> topmost(List<Mount> mounts) {
        var topmost = new LinkedHashMap<Path, Mount>();
        mounts.forEach(mount -> topmost.put(mount.path(), mount));
        return topmost.values();
    }

    /** As ZFS mounts them by itself below {@code .zfs/snapshot} when somebody looks there. */
    private static boolean isSnapshot(Mount mount) {
        return mount.type().equals("zfs") && mount.source().contains("@");
    }

    private static boolean isOf(Collection<Dataset> group, Mount mount) {
        return group.stream()
                .anyMatch(dataset -> dataset.name().value().equals(mount.source())
                        && dataset.mountpoint().equals(Optional.of(mount.path())));
    }
}
