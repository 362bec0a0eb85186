package dev.zstandby.postgres;

import java.util.Arrays;
import java.util.Optional;

/** What a cluster was doing when {@code pg_control} was last written ({@code DBState} in catalog/pg_control.h). */
public enum ClusterState {
    STARTING_UP("starting up"),
    SHUT_DOWN("shut down"),
    SHUT_DOWN_IN_RECOVERY("shut down in recovery"),
    SHUTTING_DOWN("shutting down"),
    IN_CRASH_RECOVERY("in crash recovery"),
    IN_ARCHIVE_RECOVERY("in archive recovery"),
    IN_PRODUCTION("in production");

    private final String words;

    ClusterState(String words) {
        this.words = words;
    }

    static Optional<ClusterState> parse(String words) {
        return Arrays.stream(values())
                .filter(state -> state.words.equals(words))
                .findFirst();
    }

    /** As {@code pg_controldata} prints it in the C locale. */
    @Override
    public String toString() {
        return words;
    }
}
