package dev.zstandby.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NewFileTest {
    @TempDir
    Path temp;

    @Test
    void makesTheDirectoryAndAReadableFile() throws IOException {
        var path = temp.resolve("etc/zstandby/zstandby.yaml");

        new NewFile(path).create("node: alpha\n");

        assertThat(path).hasContent("node: alpha\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rw-r--r--");
        assertThat(path.resolveSibling(".")).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void neverReplacesUnasked() throws IOException {
        var path = Files.writeString(temp.resolve("z.yaml"), "mine");
        var file = new NewFile(path);

        assertThatThrownBy(() -> file.create("theirs")).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(failure.remedy()).contains("--force");
        });
        assertThatThrownBy(file::mustNotExist).isInstanceOf(Failure.class);
        assertThat(temp).isDirectoryContaining(path::equals);
        assertThat(path).hasContent("mine");
        assertThat(temp.toFile().list()).hasSize(1);
    }

    @Test
    void aDanglingLinkIsThereToo() throws IOException {
        var link = Files.createSymbolicLink(temp.resolve("z.yaml"), Path.of("nowhere"));
        var file = new NewFile(link);

        assertThatThrownBy(file::mustNotExist).isInstanceOf(Failure.class);
        assertThatThrownBy(() -> file.create("theirs")).isInstanceOf(Failure.class);
    }

    @Test
    void replacesWhenAsked() throws IOException {
        var path = Files.writeString(temp.resolve("z.yaml"), "old");

        new NewFile(path).replace("new");

        assertThat(path).hasContent("new");
    }
}
