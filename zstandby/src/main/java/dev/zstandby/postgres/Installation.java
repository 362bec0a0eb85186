package dev.zstandby.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds PostgreSQL's programs where the packages of the usual systems put them. */
public final class Installation {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private Installation() {}

    public static boolean isIn(Path binDirectory) {
        return Files.isExecutable(binDirectory.resolve("pg_controldata"));
    }

    /** The programs of a major version: Debian's place, then that of the PostgreSQL project's RPMs, then the general ones. */
    public static Optional<Path> ofVersion(int majorVersion) {
        return Stream.of(
                        DEBIAN.resolve(majorVersion + "/bin"),
                        Path.of("/usr/pgsql-%d/bin".formatted(majorVersion)),
                        Path.of("/usr/local/bin"),
                        Path.of("/usr/bin"))
                .filter(Installation::isIn)
                .findFirst();
    }

    /** The programs of the newest version that Debian's packages installed; else those in the general places. */
    public static Optional<Path> newest() {
        return debianVersions().stream()
                .max(Comparator.naturalOrder())
                .flatMap(Installation::ofVersion)
                .or(() -> Stream.of(Path.of("/usr/local/bin"), Path.of("/usr/bin"))
                        .filter(Installation::isIn)
                        .findFirst());
    }

    private static List<Integer> debianVersions() {
        try (var entries = Files.list(DEBIAN)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> name.matches("[0-9]{2}"))
                    .map(Integer::valueOf)
                    .filter(version -> isIn(DEBIAN.resolve(version + "/bin")))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
