package dev.zstandby.zfs;

import dev.zstandby.Bytes;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line that {@code zfs send -vP} prints on standard error: first what the stream will be, then about once a second how much
 * of it has been sent (zfs-send(8); {@code send_print_verbose} and {@code send_progress_thread} of libzfs_sendrecv.c).
 */
public sealed interface SendLine {
    /** How large the whole stream will be, as {@code zfs send -nP} says. */
    record Expected(Bytes size) implements SendLine {}

    /** How much has been sent so far. */
    record Sent(Bytes sofar) implements SendLine {}

    /** Of no use but to people. */
    record Other(String text) implements SendLine {}

    /** The form of a line of progress: the time, the bytes, the snapshot. */
    Pattern PROGRESS = Pattern.compile("[0-9]{2}:[0-9]{2}:[0-9]{2}\t([0-9]{1,18})\t.*");

    /** The form of the line with the size of the whole stream. */
    Pattern SIZE = Pattern.compile("size\t([0-9]{1,18})");

    /** Sizes from here on are a known bug of ZFS, not a size (openzfs#12265). */
    long ABSURD = 1L << 60;

    static SendLine parse(String line) {
        var size = size(line);
        if (size.isPresent()) {
            return new Expected(size.get());
        }
        var progress = PROGRESS.matcher(line);
        return progress.matches() ? new Sent(new Bytes(Long.parseLong(progress.group(1)))) : new Other(line);
    }

    private static Optional<Bytes> size(String line) {
        var size = SIZE.matcher(line);
        return size.matches()
                ? Optional.of(Long.parseLong(size.group(1)))
                        .filter(bytes -> bytes < ABSURD)
                        .map(Bytes::new)
                : Optional.empty();
    }
}
