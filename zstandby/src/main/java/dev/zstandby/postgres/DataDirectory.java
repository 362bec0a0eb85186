package dev.zstandby.postgres;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.zstandby.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A PostgreSQL data directory, looked at and not changed. */
public record DataDirectory(Path path) {

    /** From {@code PG_VERSION}; fails when this is no data directory. */
    public int majorVersion() {
        try {
            return Integer.parseInt(Files.readString(path.resolve("PG_VERSION")).strip());
        } catch (IOException | NumberFormatException e) {
            throw Failure.environment("%s is not the data directory of a PostgreSQL cluster.".formatted(path))
                    .withEvidence(List.of("reading PG_VERSION: " + e))
                    .withRemedy("Correct postgres.data-directory, or mount its dataset: findmnt --target %s"
                            .formatted(path));
        }
    }

    /** Where {@code pg_wal} points when it is a symbolic link. */
    public Optional<Path> walLink() {
        return link(path.resolve("pg_wal"));
    }

    /** By the tablespace's OID, where its link in {@code pg_tblspc} points; tablespaces inside the directory are left out. */
    public SortedMap<Long, Path> tablespaceLinks() {
        var links = new TreeMap<Long, Path>();
        try (var entries = Files.newDirectoryStream(path.resolve("pg_tblspc"))) {
            for (var entry : entries) {
                var name = String.valueOf(entry.getFileName());
                if (RelationFiles.isOid(name)) {
                    link(entry).ifPresent(target -> links.put(Long.parseLong(name), target));
                }
            }
        } catch (IOException e) {
            throw OpenDirectory.failure("cannot be listed", path.resolve("pg_tblspc"), e);
        }
        return links;
    }

    /** Whether there is a cluster; not when the directory may not be looked into. */
    public boolean hasControlFile() {
        return Files.exists(path.resolve("global/pg_control"));
    }

    public boolean hasStandbySignal() {
        return Files.exists(path.resolve("standby.signal"), NOFOLLOW_LINKS);
    }

    /** The process that runs or ran the server here, from the first line of {@code postmaster.pid}. */
    public Optional<Long> postmasterId() {
        try (var lines = Files.lines(path.resolve("postmaster.pid"))) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(RelationFiles::isOid)
                    .map(Long::parseLong);
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** {@link AutoConf#EMPTY} when there is no such file. */
    public AutoConf autoConf() {
        try (var directory = OpenDirectory.at(path)) {
            return directory
                    .read(Path.of("postgresql.auto.conf"))
                    .map(AutoConf::parse)
                    .orElse(AutoConf.EMPTY);
        }
    }

    private static Optional<Path> link(Path entry) {
        try {
            return Files.isSymbolicLink(entry) ? Optional.of(Files.readSymbolicLink(entry)) : Optional.empty();
        } catch (IOException e) {
            throw OpenDirectory.failure("cannot be read as a symbolic link", entry, e);
        }
    }
}
