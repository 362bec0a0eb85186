package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.postgres.Endpoint;
import dev.zstandby.postgres.Server;
import java.nio.file.Path;
import java.time.Duration;

/** Uses what an operation uses once a peer answers, so that its classes are in the ahead-of-time cache the build makes. */
public final class Rehearsal {
    private static final int NOBODY_LISTENS = 1;

    private Rehearsal() {}

    /** Loads the driver by a log-in that is refused at once. */
    public static void run() {
        var nowhere = new Endpoint("nowhere", "127.0.0.1", NOBODY_LISTENS, "none", "none", Path.of("/dev/null"));
        try (var server = Server.connect(nowhere, Duration.ofSeconds(1))) {
            server.inRecovery();
        } catch (Failure expected) {
            // Nothing listens there; the driver has been loaded all the same.
        }
    }
}
