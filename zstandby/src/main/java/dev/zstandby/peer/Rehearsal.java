package dev.zstandby.peer;

/** Uses the wire format once, so that its classes are in the class archive that the build makes. */
public final class Rehearsal {
    private Rehearsal() {}

    /** Prints and parses one request. */
    public static void run() {
        Wire.parse(Wire.line(new Request.Describe()), Request.class);
        Wire.line(new Answer.Done());
    }
}
