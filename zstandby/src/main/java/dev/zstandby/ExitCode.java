package dev.zstandby;

/** How a command ended, as its process's exit status. The table stands in docs/manual/exit-codes.md. */
public enum ExitCode {
    DONE(0),
    /** Failed on the way; the same command can be run again. */
    FAILED(1),
    /** Wrong usage or a mistake in the configuration. */
    USAGE(2),
    /** Something the command needs is missing: a connection, a right, room, a setting. */
    ENVIRONMENT(3),
    NOTHING_TO_DO(4),
    /** Refused, since going on could lose data or stop a node that serves. */
    REFUSED(5),
    /** A bug in zstandby. */
    BUG(70);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}
