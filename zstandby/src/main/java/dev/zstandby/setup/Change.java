package dev.zstandby.setup;

import io.avaje.jsonb.Json;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A change that setup makes.
 *
 * @param what in words, what for
 * @param acts what is done, in order
 * @param undo what takes it back, in order
 */
@Json
public record Change(String what, List<Act> acts, List<Act> undo) {
    public Change {
        acts = List.copyOf(acts);
        undo = List.copyOf(undo);
    }

    /** What it is for, and below that each act as the command or the edit it is. */
    public String describe() {
        return Stream.concat(Stream.of(what), acts.stream().map(SetupScript::inWords))
                .collect(Collectors.joining("\n"));
    }
}
