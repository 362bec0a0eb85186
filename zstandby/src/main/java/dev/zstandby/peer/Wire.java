package dev.zstandby.peer;

import dev.zstandby.Bytes;
import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.config.Member;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.Pool;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.SnapshotName;
import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.Json;
import io.avaje.jsonb.Jsonb;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The gate's JSON: one value a line, unknown fields refused. */
@Json.Import({Dataset.class, Pool.class, Snapshot.class, Snapshot.WalNote.class})
final class Wire {
    private static final Jsonb JSON = Jsonb.builder()
            .failOnUnknown(true)
            .add(Guid.class, new Text<>(Guid::parse))
            .add(DatasetName.class, new Text<>(DatasetName::new))
            .add(SnapshotName.class, new Text<>(SnapshotName::parse))
            .add(NodeName.class, new Text<>(NodeName::new))
            .add(Member.class, new Text<>(Member::new))
            .add(Path.class, new Text<>(Path::of))
            .add(
                    Bytes.class,
                    new Text<>(text -> new Bytes(Long.parseLong(text)), bytes -> Long.toString(bytes.count())))
            .build();

    private Wire() {}

    static String line(Object value) {
        return JSON.toJson(value);
    }

    /** Parses one line; a {@link Failure} of kind usage says what is wrong with it. */
    static <T> T parse(String line, Class<T> type) {
        try {
            T value = JSON.type(type).fromJson(line);
            if (value == null) {
                throw new IllegalArgumentException("null");
            }
            return value;
        } catch (RuntimeException e) {
            throw Failure.usage("This is not a valid %s.".formatted(type.getSimpleName()))
                    .withEvidence(List.of(
                            String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
        }
    }

    /** A value that is written as one string. */
    private static final class Text<T> implements JsonAdapter<T> {
        private final Function<String, T> parse;
        private final Function<T, String> print;

        Text(Function<String, T> parse) {
            this(parse, Object::toString);
        }

        Text(Function<String, T> parse, Function<T, String> print) {
            this.parse = parse;
            this.print = print;
        }

        @Override
        public void toJson(JsonWriter writer, T value) {
            writer.value(print.apply(value));
        }

        @Override
        public T fromJson(JsonReader reader) {
            return parse.apply(reader.readString());
        }
    }
}
