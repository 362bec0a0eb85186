package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.postgres.ControlData;
import dev.zstandby.postgres.ServerState;
import dev.zstandby.postgres.Silence;
import java.util.Optional;

/** This node's PostgreSQL, as far as it can be seen. */
sealed interface LocalServer {
    /** It answers. */
    record Running(ServerState state) implements LocalServer {}

    /**
     * Its service runs, but it does not answer zstandby's questions.
     *
     * @param control absent when there is no data directory to read it from
     */
    record Silent(Failure why, Silence kind, Optional<ControlData> control) implements LocalServer {}

    /**
     * Its service does not run; there is a data directory.
     *
     * @param standbySignal whether it says of itself that it is a standby, which its control file does only once it has been one
     */
    record Stopped(ControlData control, boolean standbySignal) implements LocalServer {}

    /**
     * There is no data directory.
     *
     * @param occupied whether its place holds other files
     */
    record Absent(boolean occupied) implements LocalServer {}

    /** Whether this could be a primary that clients use: it runs, and it is not known to be a standby. */
    default boolean mayBePrimary() {
        return switch (this) {
            case Running(var state) -> !state.inRecovery();
            case Silent(var why, var kind, var control) ->
                control.map(data -> !wasStandby(data)).orElse(true);
            case Stopped stopped -> false;
            case Absent(var occupied) -> false;
        };
    }

    /** What it is to be noted as on the tree that it leaves: {@code primary} when it could be one. */
    default String role() {
        boolean primary = switch (this) {
            case Running running -> mayBePrimary();
            case Silent silent -> mayBePrimary();
            case Stopped(var control, var standbySignal) -> !standbySignal && !wasStandby(control);
            case Absent absent -> false;
        };
        return primary ? "primary" : "standby";
    }

    /** What the control file says the server was when it last wrote a checkpoint. */
    static boolean wasStandby(ControlData control) {
        return switch (control.state()) {
            case SHUT_DOWN_IN_RECOVERY, IN_ARCHIVE_RECOVERY -> true;
            case STARTING_UP, SHUT_DOWN, SHUTTING_DOWN, IN_CRASH_RECOVERY, IN_PRODUCTION -> false;
        };
    }

    /**
     * Whether the standby here has replayed what its primary never wrote: somebody took the primary back to an earlier state. It may
     * stream all the same, since WAL is asked for from the beginning of a segment on, and nobody but its position tells.
     */
    default boolean isAheadOf(ServerState primary) {
        return this instanceof Running(var state)
                && state.inRecovery()
                && !primary.inRecovery()
                && state.timeline().equals(primary.timeline())
                && state.position().compareTo(primary.position()) > 0;
    }

    /** Whether it has come up, and does not only try to. */
    default boolean serves() {
        return switch (this) {
            case Running running -> true;
            case Silent silent -> silent.kind().serves();
            case Stopped stopped -> false;
            case Absent absent -> false;
        };
    }

    /** Whether its service does. */
    default boolean runs() {
        return switch (this) {
            case Running(var state) -> true;
            case Silent(var why, var kind, var control) -> true;
            case Stopped stopped -> false;
            case Absent(var occupied) -> false;
        };
    }
}
