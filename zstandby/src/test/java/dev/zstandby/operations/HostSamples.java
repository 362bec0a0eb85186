package dev.zstandby.operations;

import dev.zstandby.Bytes;
import dev.zstandby.operations.Found.FoundTablespace;
import dev.zstandby.operations.Found.Programs;
import dev.zstandby.postgres.DebianCluster;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.DatasetName;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Hosts to draft configurations for. */
final class HostSamples {
    static final Path DATA = Path.of("/var/lib/postgresql/17/main");
    static final Path CONFIG = Path.of("/etc/postgresql/17/main");
    static final DebianCluster MAIN = cluster(17, "main", 5433, DATA);
    static final InitRequest NOTHING_SAID =
            new InitRequest(Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty());

    private HostSamples() {}

    static DebianCluster cluster(int version, String name, int port, Path data) {
        return new DebianCluster(
                version,
                name,
                port,
                data,
                Path.of("/etc/postgresql", Integer.toString(version), name),
                Optional.of(Path.of("/var/log/postgresql/postgresql-%d-%s.log".formatted(version, name))),
                Optional.empty());
    }

    static InitRequest peers(String... peers) {
        return new InitRequest(
                Optional.empty(),
                List.of(peers).stream().map(PeerAddress::parse).toList(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The host alpha with Debian's only cluster, 17/main. */
    static Found host(
            Location data, Optional<Location> wal, List<FoundTablespace> tablespaces, List<Dataset> datasets) {
        return new Found(
                "alpha",
                new Programs(
                        new ChosenCluster.Debian(MAIN, DATA),
                        Optional.of(Path.of("/usr/lib/postgresql/17/bin")),
                        Optional.of(CONFIG.resolve("postgresql.conf")),
                        MAIN.logFile(),
                        Optional.of(MAIN.unit()),
                        "postgres"),
                data,
                wal,
                tablespaces,
                datasets,
                Optional.empty(),
                Optional.of(Path.of("/etc/zstandby/id_ed25519")));
    }

    static Location on(String path, String dataset, String mountpoint) {
        return new Location.OnDataset(Path.of(path), new DatasetName(dataset), Path.of(mountpoint));
    }

    static Location on(String path, String dataset) {
        return on(path, dataset, path);
    }

    static Dataset unmounted(String name, long available) {
        return dataset(name, Optional.empty(), available);
    }

    static Dataset mounted(String name, Path mountpoint) {
        return dataset(name, Optional.of(mountpoint), 1000);
    }

    private static Dataset dataset(String name, Optional<Path> mountpoint, long available) {
        return new Dataset(
                new DatasetName(name),
                false,
                Optional.empty(),
                mountpoint,
                mountpoint.isPresent(),
                new Bytes(available),
                Bytes.ZERO,
                Bytes.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                false);
    }
}
