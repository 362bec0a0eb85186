package dev.zstandby.postgres;

import dev.zstandby.Failure;
import java.sql.SQLException;

/** Why a server does not answer zstandby's questions: whether it is worth to wait, and what to look at. */
public enum Silence {
    /** Nothing listens there, or the network is in between. */
    UNREACHABLE,
    /** It is starting, or ending, or has no connection left; that passes. */
    NOT_YET,
    /** It answers, and this node's files (its pg_hba.conf, the passfile) keep zstandby out; that does not pass by itself. */
    LOCKED_OUT,
    /** It answers, and its cluster knows no such role, password or database; another cluster in its place may. */
    UNKNOWN,
    /** It is a standby with {@code hot_standby = off}, which lets nobody in. */
    HIDDEN;

    /** The DETAIL line of a standby that lets nobody in (postmaster.c). */
    private static final String NO_HOT_STANDBY = "Hot standby mode is disabled";

    /** Whether it serves whom it lets in. */
    public boolean serves() {
        return switch (this) {
            case LOCKED_OUT, UNKNOWN, HIDDEN -> true;
            case UNREACHABLE, NOT_YET -> false;
        };
    }

    /** What a failed log-in shows; one that never got as far as the server is a matter of the passfile. */
    public static Silence of(Failure why) {
        for (Throwable cause = why.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException problem) {
                return of(String.valueOf(problem.getSQLState()), String.valueOf(problem.getMessage()));
            }
        }
        return LOCKED_OUT;
    }

    /** By SQLSTATE (PostgreSQL manual, appendix A); 08004 is what the driver says when it has no password to give. */
    static Silence of(String state, String said) {
        if (said.contains(NO_HOT_STANDBY)) {
            return HIDDEN;
        }
        if (state.equals("08004")) {
            return LOCKED_OUT;
        }
        if (said.contains("pg_hba.conf")) {
            return LOCKED_OUT;
        }
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "28", "3D", "42" -> UNKNOWN;
            case "53", "57", "55" -> NOT_YET;
            default -> UNREACHABLE;
        };
    }
}
