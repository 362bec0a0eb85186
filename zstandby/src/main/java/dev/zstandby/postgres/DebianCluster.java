package dev.zstandby.postgres;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A cluster of Debian's postgresql-common, as {@code pg_lsclusters} shows it; its data directory need not exist.
 *
 * @param name such as {@code main}
 * @param configDirectory where its {@code postgresql.conf} is
 * @param logFile absent when the server logs to where no single file is
 * @param socketDirectory absent when {@code pg_lsclusters} did not say
 */
public record DebianCluster(
        int majorVersion,
        String name,
        int port,
        Path dataDirectory,
        Path configDirectory,
        Optional<Path> logFile,
        Optional<Path> socketDirectory) {

    /** As Debian's tools write it, such as {@code 17/main}. */
    public String id() {
        return majorVersion + "/" + name;
    }

    /** The systemd unit, without {@code .service}. */
    public String unit() {
        return "postgresql@%d-%s".formatted(majorVersion, name);
    }

    public Path configFile() {
        return configDirectory.resolve("postgresql.conf");
    }

    /** Where Debian's package of this version has its programs. */
    public Path binDirectory() {
        return Path.of("/usr/lib/postgresql", Integer.toString(majorVersion), "bin");
    }
}
