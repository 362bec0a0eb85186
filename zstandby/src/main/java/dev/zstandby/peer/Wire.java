package dev.zstandby.peer;

import static java.util.Objects.requireNonNull;

import dev.zstandby.Bytes;
import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.config.Member;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.PoolFeatures;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.SnapshotName;
import dev.zstandby.zfs.Stray;
import io.avaje.jsonb.Json;
import io.avaje.jsonb.Jsonb;
import java.nio.file.Path;
import java.util.List;

/** The gate's JSON: one value a line, unknown fields refused. */
@Json.Import({Dataset.class, Snapshot.class, Snapshot.WalNote.class, Stray.class, PoolFeatures.class})
final class Wire {
    private static final Jsonb JSON = Jsonb.builder()
            .failOnUnknown(true)
            .add(Guid.class, TextAdapter.of(Guid::parse, Object::toString))
            .add(DatasetName.class, TextAdapter.of(DatasetName::new, Object::toString))
            .add(SnapshotName.class, TextAdapter.of(SnapshotName::parse, Object::toString))
            .add(NodeName.class, TextAdapter.of(NodeName::new, Object::toString))
            .add(Member.class, TextAdapter.of(Member::new, Object::toString))
            .add(PublicKey.class, TextAdapter.of(PublicKey::new, Object::toString))
            .add(Path.class, TextAdapter.of(Path::of, Object::toString))
            .add(
                    Bytes.class,
                    TextAdapter.of(text -> new Bytes(Long.parseLong(text)), bytes -> Long.toString(bytes.count())))
            .build();

    /** What to do about words that no gate and nobody who asks one would write. */
    static final String SAME_LANGUAGE =
            "Install the same version of zstandby on both nodes, and let no start-up file of the gate's"
                    + " user (~/.bashrc) print anything.";

    private Wire() {}

    static String line(Request request) {
        return JSON.type(Request.class).toJson(request);
    }

    static String line(Answer answer) {
        return JSON.type(Answer.class).toJson(answer);
    }

    static String line(Card card) {
        return JSON.type(Card.class).toJson(card);
    }

    static String line(StreamRequest request) {
        return JSON.type(StreamRequest.class).toJson(request);
    }

    /** Parses one line; a {@link Failure} of kind usage says what is wrong with it. */
    static <T> T parse(String line, Class<T> type) {
        try {
            if (!line.equals(line.strip()) || !JsonExtent.isOneObject(line)) {
                throw new IllegalArgumentException("a line holds one JSON object and nothing else");
            }
            return requireNonNull(JSON.type(type).fromJson(line));
        } catch (RuntimeException e) {
            throw Failure.usage("This is not a valid %s.".formatted(type.getSimpleName()))
                    .withEvidence(List.of(
                            String.valueOf(e.getMessage()).lines().findFirst().orElse("")))
                    .withRemedy(SAME_LANGUAGE);
        }
    }
}
