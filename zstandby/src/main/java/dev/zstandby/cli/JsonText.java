package dev.zstandby.cli;

import dev.zstandby.NodeName;
import dev.zstandby.operations.Status;
import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.jsonb.Json;
import io.avaje.jsonb.Jsonb;

/** Prints views as JSON. */
@Json.Import({Status.class, Status.Line.class})
final class JsonText {
    private static final Jsonb JSON = Jsonb.builder()
            .serializeEmpty(true)
            .add(NodeName.class, new NodeNameAdapter())
            .build();

    private JsonText() {}

    static String of(Object view) {
        return JSON.toJsonPretty(view);
    }

    private static final class NodeNameAdapter implements JsonAdapter<NodeName> {
        @Override
        public void toJson(JsonWriter writer, NodeName value) {
            writer.value(value.value());
        }

        @Override
        public NodeName fromJson(JsonReader reader) {
            return new NodeName(reader.readString());
        }
    }
}
