package dev.zstandby.operations;

import dev.zstandby.zfs.DatasetName;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where this node's data directory is, with links followed.
 *
 * @param directory the configured one
 * @param dataset the one that is mounted above it; absent when none is
 * @param served the data directory of the server that answers at the configured port; absent when none does
 */
record DataPlace(Path directory, Optional<DatasetName> dataset, Optional<Path> served) {}
