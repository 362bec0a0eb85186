package dev.zstandby.operations;

import static java.util.stream.Collectors.toMap;

import dev.zstandby.Failure;
import dev.zstandby.host.Commands;
import dev.zstandby.host.HostName;
import dev.zstandby.host.Platform;
import dev.zstandby.host.Service;
import dev.zstandby.operations.Found.FoundTablespace;
import dev.zstandby.operations.Found.Programs;
import dev.zstandby.postgres.DataDirectory;
import dev.zstandby.postgres.DebianCluster;
import dev.zstandby.postgres.DebianClusters;
import dev.zstandby.postgres.Installation;
import dev.zstandby.postgres.OwnersDoor;
import dev.zstandby.postgres.OwnersView;
import dev.zstandby.postgres.Tablespace;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Zfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks at a host that has no configuration yet; changes nothing. */
final class Discovery {
    private static final String USUAL_DATABASE = "postgres";
    static final int USUAL_PORT = 5432;

    static final Path USUAL_IDENTITY = Platform.here().configurationDirectory().resolve("id_ed25519");
    private static final String USUAL_OWNER = "postgres";

    private final Commands commands;

    Discovery(Commands commands) {
        this.commands = commands;
    }

    Found look(InitRequest request) {
        var cluster = ChosenCluster.of(DebianClusters.list(commands), request);
        var directory = cluster.dataDirectory();
        mayBeLookedInto(directory);
        var programs = programs(cluster);
        return switch (datasets()) {
            case Listed.All(var datasets) -> found(request, programs, datasets, Optional.empty());
            case Listed.Not(var why) -> found(request, programs, List.of(), Optional.of(why));
        };
    }

    private Listed datasets() {
        try {
            return new Listed.All(new Zfs(commands).datasets().all());
        } catch (Failure failure) {
            return new Listed.Not(Finding.of("zfs", failure));
        }
    }

    private sealed interface Listed {
        record All(List<Dataset> datasets) implements Listed {}

        record Not(Finding why) implements Listed {}
    }

    private Found found(InitRequest request, Programs programs, List<Dataset> datasets, Optional<Finding> zfsProblem) {
        var locator = Locator.of(datasets);
        var directory = programs.cluster().dataDirectory();
        boolean holdsCluster = holdsCluster(directory);
        return new Found(
                HostName.shortName(commands),
                programs,
                data(locator, directory, holdsCluster),
                holdsCluster ? Optional.of(locator.locate(directory.resolve("pg_wal"))) : Optional.empty(),
                holdsCluster ? tablespaces(locator, programs) : List.of(),
                datasets,
                zfsProblem,
                request.sshIdentity().or(() -> Optional.of(USUAL_IDENTITY).filter(Files::exists)));
    }

    /** To somebody who may not look, a cluster would seem to be none. */
    private static void mayBeLookedInto(Path directory) {
        if (Files.isDirectory(directory) && !(Files.isReadable(directory) && Files.isExecutable(directory))) {
            throw Failure.environment("The data directory %s may not be looked into by this user.".formatted(directory))
                    .withRemedy("Run zstandby init as root.");
        }
    }

    private static boolean holdsCluster(Path directory) {
        return Files.exists(directory.resolve("PG_VERSION"));
    }

    /** A directory without a cluster counts only when a dataset has been made for it. */
    private static Location data(Locator locator, Path directory, boolean holdsCluster) {
        var location = locator.locate(directory);
        boolean counts = holdsCluster || (location instanceof Location.OnDataset on && on.isMountpoint());
        return counts ? location : new Location.Nowhere(directory);
    }

    private Programs programs(ChosenCluster chosen) {
        var directory = chosen.dataDirectory();
        return switch (chosen) {
            case ChosenCluster.Debian(DebianCluster cluster, Path _) ->
                new Programs(
                        chosen,
                        Installation.ofVersion(cluster.majorVersion()),
                        Optional.of(cluster.configFile()).filter(file -> !file.startsWith(directory)),
                        cluster.logFile(),
                        Optional.of(cluster.unit()),
                        owner(holdsCluster(directory) ? directory : cluster.configFile()));
            case ChosenCluster.Bare _ -> {
                var version = holdsCluster(directory)
                        ? Optional.of(new DataDirectory(directory).majorVersion())
                        : Optional.<Integer>empty();
                yield new Programs(
                        chosen,
                        version.map(Installation::ofVersion).orElseGet(Installation::newest),
                        Optional.empty(),
                        Optional.empty(),
                        Stream.concat(version.map("postgresql-%d"::formatted).stream(), Stream.of("postgresql"))
                                .filter(this::isService)
                                .findFirst(),
                        version.isPresent() ? owner(directory) : USUAL_OWNER);
            }
        };
    }

    private boolean isService(String unit) {
        try {
            return new Service(commands, unit).state().exists();
        } catch (Failure _) {
            return false;
        }
    }

    private static String owner(Path file) {
        try {
            return Files.getOwner(file).getName();
        } catch (IOException e) {
            return USUAL_OWNER;
        }
    }

    private List<FoundTablespace> tablespaces(Locator locator, Programs programs) {
        var links = new DataDirectory(programs.cluster().dataDirectory()).tablespaceLinks();
        if (links.isEmpty()) {
            return List.of();
        }
        var names = names(programs);
        return links.entrySet().stream()
                .map(link -> new FoundTablespace(
                        link.getKey(), Optional.ofNullable(names.get(link.getKey())), locator.locate(link.getValue())))
                .toList();
    }

    /** By OID; empty when no server answers, or another one than this data directory's. */
    private Map<Long, String> names(Programs programs) {
        var directory = programs.cluster().dataDirectory();
        return programs.binDirectory()
                .flatMap(bin -> OwnersView.ask(door(programs, bin)))
                .filter(view -> isSame(view.dataDirectory(), directory))
                .map(view -> view.tablespaces().stream().collect(toMap(Tablespace::oid, Tablespace::name)))
                .orElse(Map.of());
    }

    private OwnersDoor door(Programs programs, Path binDirectory) {
        return switch (programs.cluster()) {
            case ChosenCluster.Debian(DebianCluster cluster, Path _) ->
                new OwnersDoor(
                        commands,
                        binDirectory,
                        programs.owner(),
                        cluster.port(),
                        cluster.socketDirectory(),
                        USUAL_DATABASE);
            case ChosenCluster.Bare _ ->
                new OwnersDoor(commands, binDirectory, programs.owner(), USUAL_PORT, Optional.empty(), USUAL_DATABASE);
        };
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }
}
