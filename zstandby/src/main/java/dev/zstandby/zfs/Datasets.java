package dev.zstandby.zfs;

import java.nio.file.Path;
import java.util.Collection;
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

    /** The file systems directly below this one. */
    public List<Dataset> childrenOf(DatasetName parent) {
        return fileSystems()
                .filter(dataset ->
                        !dataset.name().isPool() && dataset.name().parent().equals(parent))
                .toList();
    }

    /** Those mounted inside a mountpoint of {@code group}, at whatever depth, that are not of it. */
    public List<Dataset> straysIn(Collection<Dataset> group) {
        var names = group.stream().map(Dataset::name).collect(Collectors.toSet());
        var places = group.stream()
                .map(Dataset::mountpoint)
                .flatMap(Optional::stream)
                .toList();
        return all.stream()
                .filter(dataset -> dataset.mounted() && !names.contains(dataset.name()))
                .filter(dataset -> dataset.mountpoint()
                        .filter(path -> places.stream().anyMatch(place -> isInside(path, place)))
                        .isPresent())
                .toList();
    }

    private static boolean isInside(Path path, Path place) {
        return path.startsWith(place) && !path.equals(place);
    }
}
