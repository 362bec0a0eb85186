package dev.zstandby.operations;

import dev.zstandby.config.Configuration.Group;
import dev.zstandby.operations.Found.FoundTablespace;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.DatasetName;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The datasets of a first configuration: those the cluster lies on, or where there are none, those it should have. */
record GroupDraft(Found found, Remarks remarks) {
    private static final String NO_POOL = "tank";
    /** NAMEDATALEN - 1 of PostgreSQL, in bytes. */
    private static final int LONGEST_IDENTIFIER = 63;

    Group group() {
        var data = data();
        var wal = wal(data);
        return new Group(data, wal, tablespaces(data, wal));
    }

    private DatasetName data() {
        return switch (found.data()) {
            case Location.OnDataset on
            when isSystem(on) -> {
                remarks.finding(Finding.error(
                        "data-on-system",
                        "The data directory %s lies on %s, the system's own dataset, which zstandby cannot swap."
                                .formatted(on.path(), on.dataset()),
                        elsewhereRemedy()));
                yield proposed("lies on the system's own dataset %s".formatted(on.dataset()));
            }
            case Location.OnDataset on -> {
                remarks.at("datasets.data", "Found: mounted at %s.".formatted(on.mountpoint()));
                fitness(on);
                yield on.dataset();
            }
            case Location.Elsewhere(Path path, String fileSystem) -> {
                remarks.finding(Finding.error(
                        "data-not-on-zfs",
                        "The data directory %s is not on ZFS but on %s.".formatted(path, fileSystem),
                        elsewhereRemedy()));
                yield proposed("is not on ZFS but on %s".formatted(fileSystem));
            }
            case Location.Nowhere(Path path) -> {
                remarks.finding(
                        Finding.warning(
                                "no-cluster-yet",
                                "There is no cluster's data at %s yet; the datasets in the file are a proposal."
                                        .formatted(path),
                                "Make datasets the same as on the primary (data, wal, tablespaces); zstandby seed creates them."));
                yield proposed("holds no cluster yet");
            }
        };
    }

    private static String elsewhereRemedy() {
        return "If this node shall be the primary, move its data to a dataset of its own; if a standby, an empty cluster is set"
                + " aside by zstandby setup: stop any other and move its directory away before zstandby seed.";
    }

    private void fitness(Location.OnDataset data) {
        var directory = found.programs().cluster().dataDirectory();
        if (!data.path().equals(directory)) {
            remarks.finding(Finding.warning(
                    "data-directory-linked",
                    "%s leads to %s by a symbolic link, and zstandby compares paths as they are written."
                            .formatted(directory, data.path()),
                    "Set data_directory in postgresql.conf, and postgres.data-directory, to the path without links."));
        }
        if (data.dataset().isPool()) {
            remarks.finding(Finding.error(
                    "root-is-pool",
                    "Dataset %s is a pool's own, which cannot be renamed, and so not swapped."
                            .formatted(data.dataset()),
                    "Move the cluster to a dataset below it."));
        }
        if (!data.isMountpoint()) {
            remarks.finding(Finding.warning(
                    "data-not-at-mountpoint",
                    "Dataset %s is mounted at %s, above the data directory; all that lies there is swapped with it."
                            .formatted(data.dataset(), data.mountpoint()),
                    "Make sure that only this cluster lies there."));
        }
    }

    /** A file system's root holds far more than a cluster. */
    private static boolean isSystem(Location.OnDataset on) {
        return on.mountpoint().getNameCount() == 0;
    }

    private DatasetName proposed(String reason) {
        var pools = found.datasets().stream()
                .filter(dataset -> dataset.name().isPool())
                .sorted(bestPoolFirst())
                .map(dataset -> dataset.name().value())
                .toList();
        var pool = pools.isEmpty() ? NO_POOL : pools.getFirst();
        if (pools.isEmpty() && found.zfsProblem().isEmpty()) {
            remarks.finding(Finding.error(
                    "no-pool",
                    "There is no ZFS pool on this host.",
                    "Create one (zpool create), and correct datasets.data."));
        }
        var name = new DatasetName(pool + "/pg/data");
        remarks.at("datasets.data", "Proposed, since the data directory " + reason + ". " + origin(name, pools));
        return name;
    }

    private String origin(DatasetName name, List<String> pools) {
        if (pools.isEmpty()) {
            return "To be edited: no pool was found.";
        }
        var choice = pools.size() == 1 ? "" : " Pools here: %s.".formatted(String.join(", ", pools));
        var seed = isThere(name)
                ? "A dataset of this name is there already."
                : "zstandby seed creates it, and those above it.";
        return seed + " Choose the same structure (data, wal, tablespaces) as on the primary." + choice;
    }

    private boolean isThere(DatasetName name) {
        return found.datasets().stream().anyMatch(dataset -> dataset.name().equals(name));
    }

    /** Where somebody made a place for PostgreSQL; not where the system lies; where there is the most room. */
    private Comparator<Dataset> bestPoolFirst() {
        return Comparator.<Dataset, Boolean>comparing(pool -> !isThere(new DatasetName(pool.name() + "/pg")))
                .thenComparing(pool -> holdsSystem(pool.name()))
                .thenComparing(Comparator.comparingLong(
                                (Dataset pool) -> pool.available().count())
                        .reversed())
                .thenComparing(Dataset::name);
    }

    private boolean holdsSystem(DatasetName pool) {
        return found.datasets().stream()
                .filter(dataset -> dataset.name().isAtOrBelow(pool) && dataset.mounted())
                .flatMap(dataset -> dataset.mountpoint().stream())
                .anyMatch(mountpoint -> mountpoint.equals(Path.of("/")) || mountpoint.equals(Path.of("/boot")));
    }

    private Optional<DatasetName> wal(DatasetName data) {
        if (found.wal().isEmpty()) {
            remarks.at(
                    "datasets.wal",
                    "To be edited if the primary has one, such as %s: both nodes need the same datasets."
                            .formatted((data.isPool() ? data : data.parent()) + "/wal"));
            return Optional.empty();
        }
        return switch (found.wal().get()) {
            case Location.OnDataset on
            when on.dataset().equals(data) || isSystem(on) -> {
                remarks.at("datasets.wal", "Left out: pg_wal has no dataset of its own.");
                yield Optional.empty();
            }
            case Location.OnDataset on -> {
                remarks.at("datasets.wal", "Found: pg_wal is %s, mounted at %s.".formatted(on.path(), on.mountpoint()));
                yield Optional.of(on.dataset());
            }
            case Location.Elsewhere(Path path, String fileSystem) -> {
                remarks.at("datasets.wal", "Left out: pg_wal, %s, is not on ZFS.".formatted(path));
                if (found.data() instanceof Location.OnDataset) {
                    remarks.finding(Finding.error(
                            "wal-not-on-zfs",
                            "pg_wal is %s, which is not on ZFS but on %s.".formatted(path, fileSystem),
                            "Move it to a dataset, or into the data directory."));
                }
                yield Optional.empty();
            }
            case Location.Nowhere(Path path) -> {
                remarks.at("datasets.wal", "Left out: pg_wal leads nowhere.");
                remarks.finding(Finding.error(
                        "wal-missing",
                        "%s leads to nothing.".formatted(path),
                        "Mount or mend what it should lead to."));
                yield Optional.empty();
            }
        };
    }

    private Map<String, DatasetName> tablespaces(DatasetName data, Optional<DatasetName> wal) {
        var users = new LinkedHashMap<DatasetName, String>();
        users.put(data, "the data directory");
        wal.ifPresent(dataset -> users.put(dataset, "pg_wal"));
        var group = new LinkedHashMap<String, DatasetName>();
        for (FoundTablespace tablespace : found.tablespaces()) {
            var name = name(tablespace, group);
            switch (tablespace.location()) {
                case Location.OnDataset on
                when users.containsKey(on.dataset()) ->
                    remarks.finding(Finding.warning(
                            "tablespace-shares-dataset",
                            "Tablespace %s, %s, lies on %s, the dataset of %s, and so has no key of its own."
                                    .formatted(name, on.path(), on.dataset(), users.get(on.dataset())),
                            ""));
                case Location.OnDataset on when isSystem(on) -> notOnZfs(name, on.path(), "the system's own dataset");
                case Location.OnDataset on -> {
                    group.put(name, on.dataset());
                    users.put(on.dataset(), "tablespace " + name);
                    remarks.at("datasets.tablespaces." + name, tablespaceRemark(tablespace, on));
                }
                case Location.Elsewhere(Path path, String fileSystem) -> notOnZfs(name, path, fileSystem);
                case Location.Nowhere(Path path) ->
                    remarks.finding(Finding.error(
                            "tablespace-missing",
                            "The place of tablespace %s, %s, is not there.".formatted(name, path),
                            "Mount it, then run zstandby init again."));
            }
        }
        return group;
    }

    private void notOnZfs(String name, Path path, String fileSystem) {
        remarks.finding(Finding.error(
                "tablespace-not-on-zfs",
                "Tablespace %s, %s, lies on %s: a standby would lack it.".formatted(name, path, fileSystem),
                "Move it to a dataset of its own."));
    }

    private static String tablespaceRemark(FoundTablespace tablespace, Location.OnDataset on) {
        var found = "Found: pg_tblspc/%d is %s, mounted at %s.".formatted(tablespace.oid(), on.path(), on.mountpoint());
        return tablespace.name().isPresent()
                ? found
                : found
                        + " To be checked: the server could not be asked for the tablespace's name, so it is the path's.";
    }

    /** The server's name for it; else the last of its path, told apart from its likes by the OID. */
    private static String name(FoundTablespace tablespace, Map<String, DatasetName> taken) {
        return tablespace.name().orElseGet(() -> {
            var last = String.valueOf(tablespace.location().path().getFileName());
            var size = last.getBytes(StandardCharsets.UTF_8).length;
            boolean usable = size <= LONGEST_IDENTIFIER && last.codePoints().noneMatch(Character::isISOControl);
            var name = usable ? last : "tablespace";
            return taken.containsKey(name) || !usable ? name + "-" + tablespace.oid() : name;
        });
    }
}
