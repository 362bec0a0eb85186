package dev.zstandby.zfs;

import dev.zstandby.Bytes;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * What an interrupted receive's token would send. A token is whatever the other side says it is (openzfs#14153), so what it
 * names must be checked before it is used.
 *
 * @param to the snapshot that would be completed, by the name it has on the sender
 * @param from the incremental base; absent for a full stream
 * @param received how much of the stream has arrived already
 * @param plain whether the stream is one as zstandby asks for: compressed as it lies on disk; not raw, not of what a sender had received
 *     itself in part, not redacted
 */
public record ResumeToken(SnapshotName to, Guid toGuid, Optional<Guid> from, Bytes received, boolean plain) {
    /** For {@code --compressed}; those for large and for embedded blocks are there only where the pool has such (dmu_send.c). */
    private static final String COMPRESSED = "compressok";

    /** As zfs-send(8) writes them for {@code --raw}, {@code --saved} and {@code --redact} (libzfs_sendrecv.c). */
    private static final List<String> ODD = List.of("rawok", "savedok", "redact_snaps", "book_redact_snaps");

    /**
     * Parses what {@code zfs send -nvPt TOKEN} prints: {@code name = value} lines, numbers in hexadecimal.
     * The command may print all of it and still exit with an error, when the snapshot no longer exists.
     *
     * @return nothing when the lines do not describe a token
     */
    static Optional<ResumeToken> parse(List<String> lines) {
        var values = new HashMap<String, String>();
        for (String line : lines) {
            int equals = line.indexOf(" = ");
            if (equals > 0) {
                values.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 3).strip());
            }
        }
        var name = values.get("toname");
        var guid = values.get("toguid");
        if (name == null || guid == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ResumeToken(
                    SnapshotName.parse(name),
                    hexadecimal(guid),
                    Optional.ofNullable(values.get("fromguid")).map(ResumeToken::hexadecimal),
                    Optional.ofNullable(values.get("bytes"))
                            .map(ResumeToken::count)
                            .orElse(Bytes.ZERO),
                    values.containsKey(COMPRESSED) && ODD.stream().noneMatch(values::containsKey)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Bytes count(String text) {
        return new Bytes(Long.decode(text));
    }

    private static Guid hexadecimal(String text) {
        return new Guid(Long.parseUnsignedLong(text.startsWith("0x") ? text.substring(2) : text, 16));
    }
}
