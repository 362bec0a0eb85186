package dev.zstandby.host;

/**
 * A process that uses files.
 *
 * @param program its name as the kernel keeps it, at most 15 characters; empty when it ended meanwhile
 * @param what the first use that was found, such as {@code working directory /srv/data}
 */
public record FileUser(long pid, String program, String what) {
    /** For people. */
    @Override
    public String toString() {
        return "%s (process %d): %s".formatted(program.isEmpty() ? "?" : program, pid, what);
    }
}
