package dev.zstandby;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What went wrong, for the person at the terminal: one sentence, the evidence, and what to do. Thrown wherever a command
 * cannot go on; only {@code cli} catches it for good.
 */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode exitCode;
    private final transient List<String> evidence;
    private final String remedy;
    private final boolean passing;

    private Failure(ExitCode exitCode, String sentence, List<String> evidence, String remedy, boolean passing) {
        super(requireNonNull(sentence));
        this.exitCode = requireNonNull(exitCode);
        this.evidence = List.copyOf(evidence);
        this.remedy = requireNonNull(remedy);
        this.passing = passing;
    }

    /** Wrong usage or configuration. */
    public static Failure usage(String sentence) {
        return new Failure(ExitCode.USAGE, sentence, List.of(), "", false);
    }

    /** Something the command needs is not there. */
    public static Failure environment(String sentence) {
        return new Failure(ExitCode.ENVIRONMENT, sentence, List.of(), "", false);
    }

    /** Going on could lose data or stop a node that serves. */
    public static Failure refused(String sentence) {
        return new Failure(ExitCode.REFUSED, sentence, List.of(), "", false);
    }

    /** What another process of zstandby's failed with. */
    public static Failure relayed(ExitCode exitCode, String sentence) {
        return switch (exitCode) {
            case ENVIRONMENT -> environment(sentence);
            case REFUSED -> refused(sentence);
            case USAGE -> usage(sentence);
            case DONE, FAILED, NOTHING_TO_DO, BUG -> failed(sentence);
        };
    }

    /** Failed on the way; running the same command again is safe. */
    public static Failure failed(String sentence) {
        return new Failure(ExitCode.FAILED, sentence, List.of(), "", false);
    }

    /** The same failure with what made it happen, for whoever has to tell failures apart. */
    public Failure causedBy(Throwable cause) {
        var copy = new Failure(exitCode, sentence(), evidence, remedy, passing);
        copy.initCause(cause);
        return copy;
    }

    /** The same failure with the lines that show it, such as what a program printed. */
    public Failure withEvidence(List<String> lines) {
        return copy(lines, remedy, passing);
    }

    /** The same failure with what the user can do about it, usually a command. */
    public Failure withRemedy(String sentence) {
        return copy(evidence, sentence, passing);
    }

    /** The same failure as one that may pass by itself, so that trying again is worth it. Only for what is known to. */
    public Failure asPassing() {
        return copy(evidence, remedy, true);
    }

    /** The same failure as one after which trying again by itself is no use. */
    public Failure asLasting() {
        return copy(evidence, remedy, false);
    }

    /** Whether it may pass by itself, such as a lost connection. */
    public boolean isPassing() {
        return passing;
    }

    private Failure copy(List<String> lines, String whatToDo, boolean passes) {
        var copy = new Failure(exitCode, sentence(), lines, whatToDo, passes);
        copy.initCause(getCause() == null ? this : getCause());
        copy.setStackTrace(getStackTrace());
        return copy;
    }

    public ExitCode exitCode() {
        return exitCode;
    }

    /** What is wrong, in one sentence. */
    public String sentence() {
        return requireNonNull(getMessage());
    }

    /** The lines that show it; may be empty. */
    public List<String> evidence() {
        return evidence;
    }

    /** What to do about it; empty when there is nothing to say. */
    public String remedy() {
        return remedy;
    }
}
