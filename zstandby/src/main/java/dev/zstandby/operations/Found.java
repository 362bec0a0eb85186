package dev.zstandby.operations;

import dev.zstandby.zfs.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What was found on a host that has no configuration yet.
 *
 * @param wal where {@code pg_wal} is; absent when there is no cluster's data
 * @param datasets every dataset of the host
 * @param zfsProblem why the datasets could not be listed
 * @param sshIdentity the private key to use
 */
record Found(
        String hostName,
        Programs programs,
        Location data,
        Optional<Location> wal,
        List<FoundTablespace> tablespaces,
        List<Dataset> datasets,
        Optional<Finding> zfsProblem,
        Optional<Path> sshIdentity) {
    Found {
        tablespaces = List.copyOf(tablespaces);
        datasets = List.copyOf(datasets);
    }

    /**
     * The cluster's surroundings.
     *
     * @param binDirectory absent when PostgreSQL's programs were not found
     * @param configFile absent when it lies in the data directory
     * @param service absent when no unit was found
     */
    record Programs(
            ChosenCluster cluster,
            Optional<Path> binDirectory,
            Optional<Path> configFile,
            Optional<Path> logFile,
            Optional<String> service,
            String owner) {}

    /**
     * A tablespace outside the data directory.
     *
     * @param name absent when the server could not be asked
     */
    record FoundTablespace(long oid, Optional<String> name, Location location) {}
}
