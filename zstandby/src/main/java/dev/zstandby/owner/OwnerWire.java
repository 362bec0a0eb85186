package dev.zstandby.owner;

import static java.util.Objects.requireNonNull;

import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.peer.TextAdapter;
import dev.zstandby.postgres.Backup;
import dev.zstandby.postgres.Lsn;
import io.avaje.jsonb.Json;
import io.avaje.jsonb.Jsonb;
import java.nio.file.Path;
import java.util.List;

/** The JSON between zstandby and the process of the server's owner: one value a line, unknown fields refused. */
@Json.Import(Backup.class)
final class OwnerWire {
    private static final Jsonb JSON = Jsonb.builder()
            .failOnUnknown(true)
            .add(NodeName.class, TextAdapter.of(NodeName::new, Object::toString))
            .add(Path.class, TextAdapter.of(Path::of, Object::toString))
            .add(Lsn.class, TextAdapter.of(Lsn::parse, Object::toString))
            .build();

    private OwnerWire() {}

    static String line(OwnerRequest request) {
        return JSON.type(OwnerRequest.class).toJson(request);
    }

    static String line(OwnerAnswer answer) {
        return JSON.type(OwnerAnswer.class).toJson(answer);
    }

    /** Parses one line; a {@link Failure} of kind usage says what is wrong with it. */
    static <T> T parse(String line, Class<T> type) {
        try {
            return requireNonNull(JSON.type(type).fromJson(line));
        } catch (RuntimeException e) {
            throw Failure.usage("This is not a valid %s.".formatted(type.getSimpleName()))
                    .withEvidence(List.of(
                            String.valueOf(e.getMessage()).lines().findFirst().orElse("")))
                    .withRemedy("Only zstandby itself asks here; there is nothing to run by hand.");
        }
    }
}
