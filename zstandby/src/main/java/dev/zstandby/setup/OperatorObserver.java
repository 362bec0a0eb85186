package dev.zstandby.setup;

import static java.util.stream.Collectors.toMap;

import dev.zstandby.config.Configuration;
import dev.zstandby.host.Platform;
import dev.zstandby.operations.GroupLayout;
import dev.zstandby.operations.OperatorGround;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Datasets;
import dev.zstandby.zfs.Zfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks at what lets the gate's user run commands itself; changes nothing. As root. */
record OperatorObserver(Configuration configuration, Path configurationFile, Zfs zfs) {
    /** Where sudo looks for programs when its secure_path is what distributions make it (sudoers(5)). */
    private static final List<String> PATH =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    OperatorSight look(Datasets all) {
        return new OperatorSight(
                configurationFile,
                programs(),
                SetupObserver.lines(SudoRules.file(configuration.datasets())),
                SetupObserver.lines(OperatorPlanner.runtimeFile(configuration.datasets())),
                OperatorGround.hasRuntime(
                        configuration.datasets(), Platform.here().runtimeDirectory()),
                keysOfOthers(),
                GroupLayout.of(configuration.datasets())
                        .neighbours(all.all().stream().map(Dataset::name).toList()),
                OperatorGround.look(configuration, zfs, all),
                Files.exists(configuration.postgres().dataDirectory()));
    }

    private static Map<String, Path> programs() {
        return SudoRules.PROGRAMS.stream()
                .flatMap(name -> PATH.stream()
                        .map(directory -> Path.of(directory, name))
                        .filter(Files::isExecutable)
                        .limit(1))
                .collect(toMap(path -> String.valueOf(path.getFileName()), path -> path));
    }

    private Map<Path, String> keysOfOthers() {
        var owners = new HashMap<Path, String>();
        configuration.peers().values().stream()
                .flatMap(peer -> peer.sshIdentity().stream())
                .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                .forEach(file -> owners.put(file, owner(file)));
        owners.values().removeIf(SetupPlanner.ACCOUNT::equals);
        return owners;
    }

    private static String owner(Path file) {
        try {
            return Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
        } catch (IOException e) {
            return "";
        }
    }
}
