package dev.zstandby.peer;

import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Optional;

/**
 * What a node tells another one so that the two trust each other, carried over by a person: one line of JSON. Whoever holds a card
 * with a password can log in with it from where {@code pg_hba.conf} lets the role in.
 *
 * @param key the public key with which this node asks the other's gate, without a comment
 * @param hostKeys what its sshd shows, each without a comment
 * @param password of the role that both log in as; absent from a node that does not know it
 */
@Json
public record Card(NodeName node, PublicKey key, List<PublicKey> hostKeys, Optional<String> password) {
    /** Enough for any password that people or setup make; none of what a passfile, a shell or SQL treats in a special way. */
    private static final String PASSWORD = "[A-Za-z0-9_.~+/=!@%^,-]{8,200}";

    private static final int LONGEST = 64 * 1024;

    public Card {
        hostKeys = List.copyOf(hostKeys);
        if (password.filter(word -> !isUsable(word)).isPresent()) {
            throw new IllegalArgumentException(
                    "a password has 8 to 200 letters, digits and signs that need no quoting");
        }
    }

    /** Whether it can stand in a passfile, in SQL and on a card without quoting. */
    public static boolean isUsable(String password) {
        return password.matches(PASSWORD);
    }

    /** Parses what {@link #text} printed; a {@link Failure} of kind usage says what is wrong with it. */
    public static Card parse(String text) {
        var line = text.strip();
        if (line.isEmpty() || line.length() > LONGEST) {
            throw Failure.usage("This is no card: it is %s.".formatted(line.isEmpty() ? "empty" : "too long"))
                    .withRemedy("Make one on the peer: zstandby setup --card");
        }
        return Wire.parse(line, Card.class);
    }

    /** As one line. */
    public String text() {
        return Wire.line(this);
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "card of " + node;
    }
}
