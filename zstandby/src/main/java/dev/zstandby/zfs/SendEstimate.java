package dev.zstandby.zfs;

import dev.zstandby.Bytes;
import java.util.List;

/** Reads the size out of {@code zfs send -nP}: a last line {@code size<TAB>bytes}. */
final class SendEstimate {
    /** Estimates beyond this are a known bug of ZFS, not a size (openzfs#12265). */
    private static final long ABSURD = 1L << 60;

    private SendEstimate() {}

    /** Zero when ZFS does not say, or says nonsense. */
    static Bytes parse(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("size\t"))
                .map(line -> line.substring(5).strip())
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .filter(size -> size < ABSURD)
                .findFirst()
                .map(Bytes::new)
                .orElse(Bytes.ZERO);
    }
}
