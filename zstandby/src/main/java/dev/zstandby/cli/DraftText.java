package dev.zstandby.cli;

import dev.zstandby.NodeName;
import dev.zstandby.operations.Draft;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says what a draft holds and what to do with it. */
final class DraftText {
    private DraftText() {}

    static List<String> found(Draft draft) {
        var configuration = draft.configuration();
        var postgres = configuration.postgres();
        var lines = new ArrayList<String>();
        lines.add("node        " + configuration.node());
        lines.add("PostgreSQL  %s on port %d, data directory %s"
                .formatted(postgres.service(), postgres.port(), postgres.dataDirectory()));
        lines.add("datasets    "
                + configuration.datasets().members().entrySet().stream()
                        .map(member -> "%s %s".formatted(member.getKey(), member.getValue()))
                        .collect(Collectors.joining(", ")));
        lines.add("peers       "
                + configuration.peers().keySet().stream()
                        .map(NodeName::value)
                        .sorted()
                        .collect(Collectors.joining(", ")));
        return lines;
    }

    /** One line each: names that PostgreSQL allows may hold line breaks and worse. */
    static List<String> notes(Draft draft) {
        return draft.findings().stream()
                .map(finding ->
                        (finding.sentence() + " " + finding.remedy()).strip().replaceAll("\\p{Cntrl}", "?"))
                .toList();
    }

    static List<String> next(Path file, boolean usual) {
        var option = usual ? "" : " --config " + file;
        return List.of(
                "Written: %s".formatted(file),
                "Look it over, edit what does not fit, then run:",
                "  zstandby config check" + option,
                "  zstandby check" + option + "   (once the peer has its configuration as well)");
    }
}
