package dev.zstandby.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real processes, as /proc of this machine shows them. */
class FileUsersTest {
    @TempDir
    private Path directory;

    private final Commands commands = new Commands(line -> {});
    private @Nullable Process process;

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** A process that has done as the script says, with the directory as its $0. */
    private long start(String script) throws IOException {
        var started = commands.start(Command.of("sh", "-c", script + "; exec cat", directory.toString()));
        process = started;
        // Only cat gives it back; a line of the shell's could arrive before there is a process of that name.
        started.getOutputStream().write('\n');
        started.getOutputStream().flush();
        assertThat(started.getInputStream().read()).isEqualTo('\n');
        return started.pid();
    }

    private List<FileUser> users() {
        return FileUsers.below(List.of(directory), "");
    }

    @Test
    void nobodyUsesADirectoryThatNobodyUses() {
        assertThat(users()).isEmpty();
    }

    @Test
    void findsAWorkingDirectory() throws IOException {
        var below = Files.createDirectory(directory.resolve("base"));
        var pid = start("cd \"$0\"/base");
        assertThat(users()).containsExactly(new FileUser(pid, "cat", "working directory " + below));
    }

    @Test
    void findsAnOpenFileAlsoWhenItIsDeleted() throws IOException {
        var pid = start("exec 7>\"$0\"/log; rm \"$0\"/log");
        assertThat(users())
                .containsExactly(new FileUser(pid, "cat", "open file " + directory.resolve("log") + " (deleted)"));
    }

    @Test
    void seesThroughALinkToTheDirectory() throws IOException {
        start("cd \"$0\"");
        var link = Files.createSymbolicLink(directory.resolveSibling(directory.getFileName() + "-link"), directory);
        try {
            assertThat(FileUsers.below(List.of(link), "")).hasSize(1);
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void aNeighbourWhoseNameBeginsAlikeIsNobody() throws IOException {
        Files.createDirectory(directory.resolve("data2"));
        start("cd \"$0\"/data2");
        assertThat(FileUsers.below(List.of(directory.resolve("data")), "")).isEmpty();
    }

    @Test
    void whatEndsWithTheServiceDoesNotCount() throws IOException {
        start("cd \"$0\"");
        var own = Files.readString(Path.of("/proc/self/cgroup")).strip();
        var group = own.substring(own.lastIndexOf(':') + 1);
        assertThat(FileUsers.below(List.of(directory), group)).isEmpty();
        assertThat(FileUsers.below(List.of(directory), "/another.service")).hasSize(1);
    }
}
