package dev.zstandby.peer;

import io.avaje.json.JsonAdapter;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.util.function.Function;

/** A value that is written in JSON as one string. */
public final class TextAdapter<T> implements JsonAdapter<T> {
    private final Function<String, T> parse;
    private final Function<T, String> print;

    private TextAdapter(Function<String, T> parse, Function<T, String> print) {
        this.parse = parse;
        this.print = print;
    }

    /** An adapter that lets {@code null} through, as every one must that stands in an optional place. */
    public static <T> JsonAdapter<T> of(Function<String, T> parse, Function<T, String> print) {
        return new TextAdapter<>(parse, print).nullSafe();
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
