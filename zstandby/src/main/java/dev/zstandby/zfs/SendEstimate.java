package dev.zstandby.zfs;

import dev.zstandby.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the size out of {@code zfs send -nP}: a last line {@code size<TAB>bytes}. */
final class SendEstimate {
    /** Estimates beyond this are a known bug of ZFS, not a size (openzfs#12265). */
    private static final long ABSURD = 1L << 60;

    private static final Pattern SIZE = Pattern.compile("size\t\\s*([0-9]{1,18})\\s*");

    private SendEstimate() {}

    /** Zero when ZFS does not say, or says nonsense. */
    static Bytes parse(List<String> lines) {
        return lines.stream().flatMap(line -> of(line).stream()).findFirst().orElse(Bytes.ZERO);
    }

    /** What one line says; nothing when it is another line, or nonsense. */
    static Optional<Bytes> of(String line) {
        var size = SIZE.matcher(line);
        return size.matches()
                ? Optional.of(Long.parseLong(size.group(1)))
                        .filter(bytes -> bytes < ABSURD)
                        .map(Bytes::new)
                : Optional.empty();
    }
}
