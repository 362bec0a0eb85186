package dev.zstandby.setup;

import dev.zstandby.postgres.Access;
import java.nio.file.Path;
import java.util.Optional;

/** This node's server. */
sealed interface OwnServerSight {
    record Running(Access access) implements OwnServerSight {}

    /**
     * It does not run.
     *
     * @param rules its pg_hba.conf; absent where that lies in the data directory, and so comes with an image
     * @param tls whether it is configured to take connections by TLS
     * @param makingRoom whether setup has stopped it to set its cluster aside, and was broken off before it did
     */
    record Down(Optional<Path> rules, boolean tls, boolean makingRoom) implements OwnServerSight {}

    /** Where its pg_hba.conf is, unless an image brings it. */
    default Optional<Path> rulesFile() {
        return switch (this) {
            case Running(var access) -> Optional.of(access.rules());
            case Down(var rules, var _, var _) -> rules;
        };
    }

    default boolean usesTls() {
        return switch (this) {
            case Running(var access) -> access.tls();
            case Down(var _, var tls, var _) -> tls;
        };
    }

    default boolean isPrimary() {
        return this instanceof Running(var access) && !access.inRecovery();
    }
}
