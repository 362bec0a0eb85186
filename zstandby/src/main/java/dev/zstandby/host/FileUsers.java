package dev.zstandby.host;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Processes that keep a file system from being unmounted, as /proc shows them (proc_pid_cwd(5), proc_pid_fd(5)), on FreeBSD fstat(1). What another
 * user's processes have open is seen by root alone; without that right they are passed over. A path that only looks the same, as in
 * a container, is on another file system.
 */
public final class FileUsers {
    private static final Path PROC = Path.of("/proc");

    private FileUsers() {}

    /**
     * Those with something below one of the directories.
     *
     * @param except what tells the processes that do not count, as a service's state has it; empty when all do
     */
    public static List<FileUser> below(List<Path> directories, String except) {
        return Platform.here() == Platform.FREEBSD ? onFreeBsd(directories, except) : inProc(directories, except);
    }

    private static List<FileUser> onFreeBsd(List<Path> directories, String except) {
        if (directories.isEmpty()) {
            return List.of();
        }
        var commands = new Commands(line -> {});
        var fstat = new ArrayList<>(List.of("fstat", "-f"));
        directories.forEach(directory -> fstat.add(directory.toString()));
        return FreeBsdTexts.users(
                commands.run(Command.of(fstat)).lines(),
                commands.run(Command.of("ps", "-axo", "pid=,ppid=")).lines(),
                except);
    }

    private static List<FileUser> inProc(List<Path> directories, String except) {
        var real = directories.stream().map(FileUsers::real).toList();
        var devices =
                real.stream().map(FileUsers::device).flatMap(Optional::stream).collect(toSet());
        var users = new ArrayList<FileUser>();
        for (Path process : entries(PROC)) {
            var pid = process.getFileName().toString();
            if (pid.chars().allMatch(Character::isDigit)) {
                use(process, real, devices)
                        .filter(what -> except.isEmpty() || !belongsTo(process, except))
                        .ifPresent(what -> users.add(new FileUser(Long.parseLong(pid), name(process), what)));
            }
        }
        return users;
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory;
        }
    }

    private static Optional<String> use(Path process, List<Path> directories, Set<Object> devices) {
        return Stream.of(
                        link("working directory", process.resolve("cwd"), directories, devices),
                        link("root directory", process.resolve("root"), directories, devices),
                        link("program", process.resolve("exe"), directories, devices))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> entries(process.resolve("fd")).stream()
                        .flatMap(file -> link("open file", file, directories, devices).stream())
                        .findFirst());
    }

    private static Optional<String> link(String kind, Path link, List<Path> directories, Set<Object> devices) {
        try {
            var target = Files.readSymbolicLink(link);
            return directories.stream().anyMatch(target::startsWith)
                            && device(link)
                                    .filter(device -> !devices.contains(device))
                                    .isEmpty()
                    ? Optional.of(kind + " " + target)
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Of what the path leads to; of what a link below /proc leads to also where no path does any more. */
    private static Optional<Object> device(Path path) {
        try {
            return Optional.ofNullable(Files.getAttribute(path, "unix:dev"));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /** Nothing when the process ended meanwhile, or is somebody else's. */
    private static List<Path> entries(Path directory) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            var list = new ArrayList<Path>();
            entries.forEach(list::add);
            return list;
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Lines such as {@code 0::/system.slice/some.service} (cgroups(7)). */
    private static boolean belongsTo(Path process, String controlGroup) {
        return text(process.resolve("cgroup"))
                .lines()
                .map(line -> line.substring(line.lastIndexOf(':') + 1))
                .anyMatch(group -> group.equals(controlGroup) || group.startsWith(controlGroup + "/"));
    }

    private static String name(Path process) {
        return text(process.resolve("comm")).strip();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
