package dev.zstandby.postgres;

import dev.zstandby.Failure;
import java.nio.file.Path;
import java.util.Set;

/** Carries one of the standby's own configuration files from its live directory into an image. */
final class OwnFile {
    private static final Set<String> DOTS = Set.of(".", "..");

    private OwnFile() {}

    static void copy(OpenDirectory live, OpenDirectory image, String fileName) {
        var name = singleName(fileName);
        var found = live.attributes(name);
        if (found.isEmpty()) {
            return;
        }
        var attributes = found.get();
        if (attributes.isSymbolicLink()) {
            image.link(name, live.target(name), attributes);
        } else if (attributes.isRegularFile()) {
            live.read(name).ifPresent(content -> image.write(name, content, attributes.permissions(), attributes));
        } else {
            throw Failure.environment("%s in the live data directory is not a file.".formatted(name))
                    .withRemedy("Put the configuration file in its place, or remove it, then run the command again.");
        }
    }

    private static Path singleName(String fileName) {
        var name = Path.of(fileName);
        if (fileName.isEmpty() || name.isAbsolute() || name.getNameCount() != 1 || DOTS.contains(fileName)) {
            throw Failure.usage("\"%s\" is not the name of a file in a data directory.".formatted(fileName))
                    .withRemedy("Give a bare name, such as pg_hba.conf.");
        }
        return name;
    }
}
