package dev.zstandby.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.ExitCode;
import dev.zstandby.Version;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    /** The configuration of beta, whose peer is alpha. */
    private static final String VALID = requireNonNull(MainTest.class.getResource("/dev/zstandby/config/minimal.yaml"))
            .getPath();

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(output, true, UTF_8));
        System.setErr(new PrintStream(errors, true, UTF_8));
    }

    @AfterEach
    void restore() {
        System.setOut(out);
        System.setErr(err);
    }

    private String output() {
        return output.toString(UTF_8);
    }

    private String errors() {
        return errors.toString(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init",
                "config",
                "config check",
                "config explain",
                "check",
                "seed",
                "sync",
                "reset",
                "undo",
                "status",
                "gate"
            })
    void everyCommandExplainsItself(String command) {
        var words = Stream.concat(Stream.of(command.split(" ")), Stream.of("--help"));
        assertThat(Main.run(words.toArray(String[]::new))).isEqualTo(ExitCode.DONE.status());
        assertThat(output()).startsWith("Usage: zstandby " + command);
        assertThat(errors()).isEmpty();
    }

    @Test
    void theProgramExplainsItself() {
        assertThat(Main.run("--help")).isEqualTo(ExitCode.DONE.status());
        assertThat(output()).contains("reset", "undo", "status").doesNotContain("warm-up");
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(Main.run("--version")).isEqualTo(ExitCode.DONE.status());
        assertThat(output().strip()).isEqualTo("zstandby " + Version.TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reset --no-such-option",
                "reset beta",
                "reset --output xml",
                "reset --confirm",
                "undo --replace",
                "gate",
                "config",
            })
    void wrongUsageEndsWithTwoAndSaysHow(String arguments) {
        assertThat(Main.run(arguments.split(" "))).isEqualTo(ExitCode.USAGE.status());
        assertThat(errors()).contains("Usage: zstandby");
        assertThat(output()).isEmpty();
    }

    @Test
    void aMistypedCommandIsWrongUsageWithTheOneThatWasMeant() {
        assertThat(Main.run("rest")).isEqualTo(ExitCode.USAGE.status());
        assertThat(errors()).contains("Did you mean: zstandby reset");
    }

    @Test
    void noCommandIsWrongUsage() {
        assertThat(Main.run()).isEqualTo(ExitCode.USAGE.status());
        assertThat(errors()).contains("Usage: zstandby");
    }

    @Test
    void aMissingConfigurationIsWrongUsageToo(@TempDir Path directory) {
        var file = directory.resolve("none.yaml").toString();
        assertThat(Main.run("config", "check", "--config", file)).isEqualTo(ExitCode.USAGE.status());
        assertThat(errors())
                .startsWith("error: ")
                .contains(file, "zstandby init")
                .doesNotContain("\tat ");
    }

    @Test
    void aMistakeInTheConfigurationIsShownWithItsPlace(@TempDir Path directory) throws Exception {
        var file = Files.writeString(directory.resolve("z.yaml"), "node: BETA\n");
        assertThat(Main.run("config", "check", "--config", file.toString())).isEqualTo(ExitCode.USAGE.status());
        assertThat(errors()).contains(file + ":1:");
    }

    /** Its peer does not exist: looking at it would end with another code. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "seed --confirm alpha --yes",
                "sync --confirm alpha",
                "reset --confirm alpha",
                "undo --confirm alpha"
            })
    void aConfirmationForAnotherNodeIsRefusedBeforeAnythingIsLookedAt(String arguments) {
        var words = Stream.concat(Stream.of(arguments.split(" ")), Stream.of("--config", VALID));
        assertThat(Main.run(words.toArray(String[]::new))).isEqualTo(ExitCode.REFUSED.status());
        assertThat(errors()).contains("--confirm alpha does not name this node, which is beta.");
    }

    @Test
    void everyKeyIsExplained() {
        assertThat(Main.run("config", "explain")).isEqualTo(ExitCode.DONE.status());
        assertThat(output()).contains("postgres.data-directory", "backup-mode");
    }

    @Test
    void theGateOpensToNobodyWhoDidNotComeByItsWords() {
        assertThat(Main.run("gate", "--peer", "beta")).isEqualTo(ExitCode.REFUSED.status());
        assertThat(errors()).contains("This key opens the gate of zstandby and nothing else.");
    }
}
