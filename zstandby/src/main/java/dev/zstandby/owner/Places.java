package dev.zstandby.owner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Directories on this node in which something is to be mounted. */
final class Places {
    private Places() {}

    /** Whether there is anything in the directory, or below it, that is not itself a directory. */
    static boolean holdFiles(Path directory) {
        try (var entries = Files.walk(directory)) {
            return entries.anyMatch(entry -> !Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException | UncheckedIOException e) {
            // Not there, or not to be looked into, which only an unmounted or foreign place is.
            return Files.exists(directory) && !Files.isReadable(directory);
        }
    }
}
