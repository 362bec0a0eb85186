package dev.zstandby.peer;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The two words a peer may send as its SSH command; the gate knows no others. */
public enum Channel {
    /** Requests and answers as JSON lines. */
    REQUESTS,
    /** One request line in, one send stream out. */
    STREAM;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel whose word this is, to the letter. */
    public static Optional<Channel> of(String word) {
        return Stream.of(values())
                .filter(channel -> channel.word().equals(word))
                .findAny();
    }
}
