package dev.zstandby.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedFileTest {
    private static final byte[] ANY_BYTES = "caf\u00e9 \u00ff\n".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    Path temp;

    private String me() throws IOException {
        return Files.getOwner(temp).getName();
    }

    @Test
    void whatIsNotThereHoldsNothingAndIsMadeWithItsMode() throws IOException {
        var file = new SharedFile(temp.resolve("keys"), me(), "rw-r-----");
        assertThat(file.text()).isEmpty();
        file.write("a\n");
        assertThat(file.text()).contains("a\n");
        assertThat(mode(file.path())).isEqualTo("rw-r-----");
        assertThat(temp.toFile().list()).hasSize(1);
    }

    @Test
    void everyByteComesBackAndTheModeStays() throws IOException {
        var path = Files.write(temp.resolve("pg_hba.conf"), ANY_BYTES);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
        var file = new SharedFile(path, me(), "rw-------");
        file.write(file.text().orElseThrow());
        assertThat(path).hasBinaryContent(ANY_BYTES);
        assertThat(mode(path)).isEqualTo("rw-rw----");
    }

    @Test
    void aLinkStaysALink() throws IOException {
        var real = Files.writeString(temp.resolve("real"), "a\n");
        var link = Files.createSymbolicLink(temp.resolve("link"), real);
        new SharedFile(link, me(), "rw-------").write("b\n");
        assertThat(link).isSymbolicLink();
        assertThat(real).hasContent("b\n");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
