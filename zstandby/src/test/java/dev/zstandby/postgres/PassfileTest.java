package dev.zstandby.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.zstandby.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassfileTest {
    @TempDir
    private Path temp;

    private Path file;
    private String owner;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(temp.resolve("passfile"), "*:*:*:zstandby:secret\n");
        owner = Files.getOwner(file).getName();
        mode("rw-------");
    }

    private void mode(String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Failure failure(String user) {
        return catchThrowableOfType(Failure.class, () -> new Passfile(file).mustServe(user));
    }

    @Test
    void thatOfTheServersUserAloneServes() throws IOException {
        assertThat(failure(owner)).isNull();
        mode("r--------");
        assertThat(failure(owner)).isNull();
    }

    @Test
    void oneThatOthersMayReadIsIgnoredByLibpq() throws IOException {
        for (var mode : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
            mode(mode);
            assertThat(failure(owner).sentence()).contains("may be read by others");
            assertThat(failure(owner).remedy()).isEqualTo("chown %s: %s && chmod 600 %s".formatted(owner, file, file));
        }
    }

    @Test
    void oneOfAnotherUserOrNoneCannotBeRead() throws IOException {
        assertThat(failure("somebody-else").evidence()).containsExactly("owner: " + owner);
        Files.delete(file);
        assertThat(failure(owner).sentence()).contains("cannot be looked at");
    }

    @Test
    void thePasswordIsThatOfTheUsersLine() throws IOException {
        Files.writeString(file, "# nothing\n*:*:*:other:theirs\nhost:5432:db:zstandby:with\\:colon\\\\\n*:*:*:*:any\n");
        assertThat(new Passfile(file).password("zstandby")).contains("with:colon\\");
        assertThat(new Passfile(file).password("other")).contains("theirs");
        assertThat(new Passfile(file).password("third")).contains("any");
        assertThat(new Passfile(temp.resolve("none")).password("zstandby")).isEmpty();
    }

    @Test
    void aLineThatIsWrittenIsReadBack() throws IOException {
        Files.writeString(file, Passfile.line("z:s", "a\\b:c") + "\n");
        assertThat(new Passfile(file).password("z:s")).contains("a\\b:c");
    }
}
