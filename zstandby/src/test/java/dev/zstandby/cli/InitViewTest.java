package dev.zstandby.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.config.ConfigurationFile;
import dev.zstandby.operations.Draft;
import dev.zstandby.operations.Finding;
import io.avaje.jsonb.Jsonb;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InitViewTest {
    private static final Path MINIMAL =
            Path.of(requireNonNull(InitViewTest.class.getResource("/dev/zstandby/config/minimal.yaml"))
                    .getPath());

    private final Draft draft = new Draft(
            ConfigurationFile.read(MINIMAL),
            Map.of(),
            List.of(new Finding(
                    Finding.Grade.WARNING, "peer", "No peer was given.", List.of(), "Edit the section peers.")));

    @SuppressWarnings("unchecked")
    private static Map<String, Object> parsed(InitView view) {
        return (Map<String, Object>) Jsonb.instance().type(Object.class).fromJson(JsonText.of(view));
    }

    @Test
    void aWrittenFileIsNamedWithWhatWasFoundAndWhatMustBeMended() {
        var json = parsed(InitView.written(draft, Path.of("/etc/zstandby/zstandby.yaml")));
        assertThat(json)
                .containsEntry("node", "beta")
                .containsEntry("service", "postgresql@17-main")
                .containsEntry("dataDirectory", "/var/lib/postgresql/17/main")
                .containsEntry("datasets", Map.of("data", "tank/pg/data"))
                .containsEntry("peers", List.of("alpha"))
                .containsEntry("file", "/etc/zstandby/zstandby.yaml")
                .doesNotContainKey("text");
        assertThat(json.get("notes"))
                .isEqualTo(List.of(Map.of(
                        "sentence", "No peer was given.", "evidence", List.of(), "remedy", "Edit the section peers.")));
    }

    @Test
    void aPrintedFileIsInTheDocument() {
        var json = parsed(InitView.printed(draft, "node: beta\n"));
        assertThat(json).containsEntry("text", "node: beta\n").doesNotContainKey("file");
    }
}
