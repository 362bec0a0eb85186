package dev.zstandby.lab;

import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is compared with each other: all peers at the same work, from the same state of the machines, one right after the other.
 *
 * @param megabytes of PGDATA
 * @param fullPageWrites {@code on} or {@code off}
 * @param percent of its pages that change after the newest common snapshot
 */
record Block(int megabytes, String fullPageWrites, int percent) {
    /** Those of a sitting, such as {@code 512 off 1,5,20}: the same database, and how much of it changes. */
    static List<Block> parse(String sitting) {
        var words = List.of(sitting.split(" ", -1));
        return List.of(words.get(2).split(",", -1)).stream()
                .map(percent -> new Block(Integer.parseInt(words.get(0)), words.get(1), Integer.parseInt(percent)))
                .toList();
    }

    /** The state that all blocks of the same sitting begin with. */
    String commonState() {
        return "bench-%d-%s".formatted(megabytes, fullPageWrites);
    }

    String apartState() {
        return "%s-%d".formatted(commonState(), percent);
    }

    /** @param results the directory of all blocks */
    Path file(Path results) {
        return results.resolve("%d-%s-%d.json".formatted(megabytes, fullPageWrites, percent));
    }

    /** Kept only when it is whole: ratios between figures of different days are none. */
    void keep(Path results, Map<String, Object> facts, List<Map<String, Object>> measured) {
        var all = new TreeMap<>(facts);
        all.put("megabytes", megabytes);
        all.put("full_page_writes", fullPageWrites);
        all.put("percent", percent);
        var json = Jsonb.instance().type(Object.class);
        // One line for each peer, so that a change of one is a change of one line.
        var head = json.toJson(all);
        var lines = measured.stream().map(json::toJson).collect(Collectors.joining(",\n"));
        try {
            Files.createDirectories(results);
            Files.writeString(
                    file(results), head.substring(0, head.length() - 1) + ",\"peers\":[\n" + lines + "\n]}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
