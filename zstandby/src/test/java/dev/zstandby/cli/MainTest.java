package dev.zstandby.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.zstandby.ExitCode;
import dev.zstandby.Version;
import dev.zstandby.config.ConfigurationReference;
import io.avaje.jsonb.Jsonb;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    /** The one document on standard output. */
    @SuppressWarnings("unchecked")
    private Map<String, Object> json() {
        return (Map<String, Object>) Jsonb.instance().type(Object.class).fromJson(output());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> in, String key) {
        return (Map<String, Object>) requireNonNull(in.get(key), key);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Map<String, Object> in, String key) {
        return (List<Map<String, Object>>) requireNonNull(in.get(key), key);
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
    void everyKeyIsExplainedInJson() {
        assertThat(Main.run("config", "explain", "--output", "json")).isEqualTo(ExitCode.DONE.status());
        assertThat(maps(json(), "keys"))
                .hasSameSizeAs(ConfigurationReference.entries())
                .contains(Map.of(
                        "key",
                        "postgres.port",
                        "required",
                        false,
                        "form",
                        "a port from 1 to 65535",
                        "default",
                        "5432",
                        "description",
                        "the server's port"));
    }

    @Test
    void aValidConfigurationIsADocumentWithItsNodeAndFile() {
        assertThat(Main.run("config", "check", "--config", VALID, "--output", "json"))
                .isEqualTo(ExitCode.DONE.status());
        assertThat(json()).isEqualTo(Map.of("node", "beta", "file", VALID));
    }

    @Test
    void everyMistakeIsInTheDocumentWithItsPlaceWhateverTheCommand(@TempDir Path directory) throws Exception {
        var file = Files.writeString(
                        directory.resolve("z.yaml"), Files.readString(Path.of(VALID)) + "prot: 1\nnoed: 2\n")
                .toString();
        for (var command : List.of("config check", "reset", "status")) {
            output.reset();
            var words = Stream.concat(Stream.of(command.split(" ")), Stream.of("--config", file, "--output", "json"));
            assertThat(Main.run(words.toArray(String[]::new))).isEqualTo(ExitCode.USAGE.status());
            assertThat(json()).containsEntry("outcome", "failed");
            var error = map(json(), "error");
            assertThat(error).containsEntry("code", "usage").containsEntry("sentence", file + " has 2 mistakes.");
            assertThat(maps(error, "mistakes"))
                    .extracting(it -> it.get("file"), it -> it.get("line"), it -> it.get("column"))
                    .containsExactly(tuple(file, 12L, 1L), tuple(file, 13L, 1L));
            assertThat(maps(error, "mistakes")).allSatisfy(it -> assertThat(it).containsKeys("sentence", "remedy"));
        }
        assertThat(errors()).contains("error: " + file + " has 2 mistakes.");
    }

    @Test
    void aFailedInitIsADocumentToo(@TempDir Path directory) throws Exception {
        var file = Files.createFile(directory.resolve("there.yaml")).toString();
        assertThat(Main.run("init", "--output-file", file, "--output", "json")).isEqualTo(ExitCode.REFUSED.status());
        assertThat(map(json(), "error"))
                .containsEntry("sentence", file + " is there already.")
                .containsEntry("mistakes", List.of());
    }

    @Test
    void theGateOpensToNobodyWhoDidNotComeByItsWords() {
        assertThat(Main.run("gate", "--peer", "beta")).isEqualTo(ExitCode.REFUSED.status());
        assertThat(errors()).contains("This key opens the gate of zstandby and nothing else.");
    }
}
