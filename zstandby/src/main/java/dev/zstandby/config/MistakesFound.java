package dev.zstandby.config;

import java.util.List;

/** The cause of the failure that a file with mistakes is; it has them one by one, for who shows them in another form. */
public final class MistakesFound extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Mistake> mistakes;

    MistakesFound(Parsed.Invalid invalid) {
        this.mistakes = invalid.mistakes();
    }

    /** In the order of the file; at least one. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
