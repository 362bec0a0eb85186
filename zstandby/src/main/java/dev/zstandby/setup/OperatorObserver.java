package dev.zstandby.setup;

import static java.util.stream.Collectors.toMap;

import dev.zstandby.config.Configuration;
import dev.zstandby.config.Member;
import dev.zstandby.host.SharedFile;
import dev.zstandby.host.TextLines;
import dev.zstandby.operations.GroupLayout;
import dev.zstandby.operations.OperatorRights;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Datasets;
import dev.zstandby.zfs.Zfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks at what lets the gate's user run commands itself; changes nothing. As root. */
record OperatorObserver(Configuration configuration, Path configurationFile, Zfs zfs) {
    /** Where sudo looks for programs when its secure_path is what distributions make it (sudoers(5)). */
    private static final List<String> PATH =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    /** @param parents the datasets above the group */
    OperatorSight look(Datasets all, Collection<DatasetName> parents) {
        return new OperatorSight(
                configurationFile,
                programs(),
                live(all),
                own(all),
                lines(SudoRules.FILE),
                lines(OperatorPlanner.RUNTIME_FILE),
                keysOfOthers(),
                GroupLayout.of(configuration.datasets())
                        .neighbours(all.all().stream().map(Dataset::name).toList()),
                loose(parents, all),
                Files.exists(configuration.postgres().dataDirectory()));
    }

    private static Map<String, Path> programs() {
        return Stream.concat(SudoRules.PROGRAMS.stream(), Stream.of("sudo", "visudo"))
                .flatMap(name -> PATH.stream()
                        .map(directory -> Path.of(directory, name))
                        .filter(Files::isExecutable)
                        .limit(1))
                .collect(toMap(path -> String.valueOf(path.getFileName()), path -> path));
    }

    private Map<Member, Path> live(Datasets all) {
        var places = new HashMap<Member, Path>();
        configuration
                .datasets()
                .members()
                .forEach((member, dataset) ->
                        all.named(dataset).flatMap(Dataset::mountpoint).ifPresent(place -> places.put(member, place)));
        places.putIfAbsent(Member.DATA, configuration.postgres().dataDirectory());
        return places;
    }

    private List<String> own(Datasets all) {
        return configuration.datasets().members().values().stream()
                .filter(dataset -> all.named(dataset).isPresent())
                .flatMap(dataset -> OperatorRights.grantable(zfs.ownProperties(dataset)).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private Set<Path> keysOfOthers() {
        return configuration.peers().values().stream()
                .flatMap(peer -> peer.sshIdentity().stream())
                .filter(file -> owner(file)
                        .filter(name -> !name.equals(SetupPlanner.ACCOUNT))
                        .isPresent())
                .collect(Collectors.toSet());
    }

    private static Optional<String> owner(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.getOwner(file).getName()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<DatasetName> loose(Collection<DatasetName> parents, Datasets all) {
        var there =
                parents.stream().filter(parent -> all.named(parent).isPresent()).toList();
        var values = zfs.properties(there, List.copyOf(OperatorRights.TIGHT.keySet()));
        return parents.stream()
                .filter(parent -> !OperatorRights.TIGHT.equals(values.get(parent)))
                .toList();
    }

    private static List<String> lines(Path file) {
        return new SharedFile(file, "root", "").text().map(TextLines::lines).orElse(List.of());
    }
}
