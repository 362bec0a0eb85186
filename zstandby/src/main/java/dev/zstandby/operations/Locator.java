package dev.zstandby.operations;

import dev.zstandby.zfs.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the dataset a path lies on: the mounted one with the deepest mountpoint above it. What is mounted there may be
 * another file system all the same (an ext4 below a system's own dataset), so the file system itself is asked for its type.
 *
 * @param fileSystem the type of the file system an existing path lies on
 */
record Locator(List<Dataset> datasets, Function<Path, String> fileSystem) {
    private static final String ZFS = "zfs";

    Locator {
        datasets = List.copyOf(datasets);
    }

    static Locator of(List<Dataset> datasets) {
        return new Locator(datasets, Locator::typeOfFileSystem);
    }

    Location locate(Path path) {
        if (!Files.exists(path)) {
            return new Location.Nowhere(path);
        }
        var real = real(path);
        var type = fileSystem.apply(real);
        if (!type.equals(ZFS)) {
            return new Location.Elsewhere(real, type);
        }
        return mountedAbove(real)
                .<Location>map(deepest -> deepest)
                .orElseGet(() -> new Location.Elsewhere(real, "zfs with a legacy mountpoint"));
    }

    /** The dataset that is mounted deepest above the path, whatever is mounted there beside it. */
    Optional<Location.OnDataset> mountedAbove(Path real) {
        return datasets.stream()
                .filter(Dataset::mounted)
                .flatMap(dataset -> dataset.mountpoint().stream()
                        .map(mountpoint -> new Location.OnDataset(real, dataset.name(), real(mountpoint))))
                .filter(candidate -> real.startsWith(candidate.mountpoint()))
                .max(Comparator.comparingInt(candidate -> candidate.mountpoint().getNameCount()));
    }

    /** The path with links followed; as it is when it does not exist. */
    static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    private static String typeOfFileSystem(Path path) {
        try {
            return Files.getFileStore(path).type();
        } catch (IOException e) {
            return "an unknown file system";
        }
    }
}
