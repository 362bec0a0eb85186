package dev.zstandby.peer;

import static java.util.Objects.requireNonNull;

import dev.zstandby.zfs.Guid;
import io.avaje.jsonb.Json;
import java.util.Optional;

/**
 * What a stream channel shall send of one member: a snapshot, from a base or whole, or the rest of an interrupted stream.
 *
 * @param base the incremental base; absent for a full stream
 * @param token of the interrupted receive; the gate checks that it names this member's {@code snapshot} and {@code base}
 */
@Json
public record StreamRequest(String member, Guid snapshot, Optional<Guid> base, Optional<String> token) {
    /** Of no snapshot there is. */
    static final StreamRequest EXAMPLE =
            new StreamRequest("data", new Guid(0), Optional.of(new Guid(0)), Optional.of("0"));

    public StreamRequest {
        requireNonNull(member);
        requireNonNull(snapshot);
        requireNonNull(base);
        requireNonNull(token);
    }
}
