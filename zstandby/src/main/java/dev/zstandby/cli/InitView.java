package dev.zstandby.cli;

import dev.zstandby.NodeName;
import dev.zstandby.operations.Draft;
import dev.zstandby.operations.Finding;
import io.avaje.jsonb.Json;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code init --output json} prints; the fields' names are a promise to scripts, as in {@link View}.
 *
 * @param datasets by their part in the group: {@code data}, {@code wal}, {@code tablespace NAME}
 * @param file where it was written; not with {@code --stdout}
 * @param text the file itself; only with {@code --stdout}
 */
@Json
record InitView(
        NodeName node,
        String service,
        int port,
        String dataDirectory,
        Map<String, String> datasets,
        List<NodeName> peers,
        List<NoteView> notes,
        Optional<String> file,
        Optional<String> text) {
    static InitView written(Draft draft, Path file) {
        return of(draft, Optional.of(file.toString()), Optional.empty());
    }

    static InitView printed(Draft draft, String text) {
        return of(draft, Optional.empty(), Optional.of(text));
    }

    private static InitView of(Draft draft, Optional<String> file, Optional<String> text) {
        var configuration = draft.configuration();
        var postgres = configuration.postgres();
        var datasets = new LinkedHashMap<String, String>();
        configuration.datasets().members().forEach((member, dataset) -> datasets.put(member.name(), dataset.value()));
        return new InitView(
                configuration.node(),
                postgres.service(),
                postgres.port(),
                postgres.dataDirectory().toString(),
                datasets,
                configuration.peers().keySet().stream()
                        .sorted(Comparator.comparing(NodeName::value))
                        .toList(),
                draft.findings().stream().map(NoteView::of).toList(),
                file,
                text);
    }

    /** What must or should be mended, in the file or on the host. */
    @Json
    record NoteView(String sentence, List<String> evidence, String remedy) {
        static NoteView of(Finding finding) {
            return new NoteView(finding.sentence(), finding.evidence(), finding.remedy());
        }
    }
}
