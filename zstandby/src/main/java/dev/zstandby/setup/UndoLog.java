package dev.zstandby.setup;

import dev.zstandby.Failure;
import dev.zstandby.host.Platform;
import dev.zstandby.host.SecretFile;
import dev.zstandby.peer.TextAdapter;
import dev.zstandby.zfs.DatasetName;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What setup has changed on this node and how each change is taken back, oldest first: one line of JSON each in a file of root's.
 * A change is noted before it is made, so that none is forgotten; taking back what was not made does nothing.
 */
final class UndoLog {
    static final Path FILE = Platform.here().configurationDirectory().resolve("setup.undo");

    private static final Jsonb JSON = Jsonb.builder()
            .failOnUnknown(true)
            .add(Path.class, TextAdapter.of(Path::of, Object::toString))
            .add(DatasetName.class, TextAdapter.of(DatasetName::new, Object::toString))
            .build();

    private final Path file;
    private final String owner;

    UndoLog(Path file, String owner) {
        this.file = file;
        this.owner = owner;
    }

    List<Change> changes() {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(line -> JSON.type(Change.class).fromJson(line))
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException | RuntimeException e) {
            throw Failure.environment("%s, where setup notes what it changed, cannot be read.".formatted(file))
                    .withEvidence(List.of(String.valueOf(e.getMessage())))
                    .withRemedy("Run the command as root. If the file was edited, set it right or move it away;"
                            + " setup --undo then has nothing to take back.");
        }
    }

    void add(Change change) {
        var changes = new ArrayList<>(changes());
        if (!change.undo().isEmpty() && !changes.contains(change)) {
            changes.add(change);
            write(changes);
        }
    }

    void remove(Change change) {
        write(changes().stream().filter(noted -> !noted.equals(change)).toList());
    }

    private void write(List<Change> changes) {
        if (changes.isEmpty()) {
            delete();
            return;
        }
        new SecretFile(file, owner)
                .write(changes.stream()
                        .map(change -> JSON.type(Change.class).toJson(change) + "\n")
                        .collect(Collectors.joining()));
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw Failure.environment("%s cannot be removed.".formatted(file))
                    .withEvidence(List.of(e.toString()))
                    .withRemedy("Run the command as root.");
        }
    }
}
