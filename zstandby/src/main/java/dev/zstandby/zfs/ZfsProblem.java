package dev.zstandby.zfs;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.host.CommandResult;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The words in which ZFS refuses, each with what it means and what to do. The texts are those of libzfs_sendrecv.c,
 * libzfs_util.c and cmd/zfs of OpenZFS 2.2 to 2.4 in the C locale.
 */
public enum ZfsProblem {
    PERMISSION_DENIED(
            "[Pp]ermission denied",
            ExitCode.ENVIRONMENT,
            "ZFS permits it neither to this user nor by delegation.",
            "Grant it with zfs allow; \"zstandby check\" prints the command."),
    NAME_TAKEN(
            "dataset already exists",
            ExitCode.FAILED,
            "The name is taken.",
            "Run the command again: it looks anew at what is there, and says whose it is."),
    NO_QUOTA(
            "quota exceeded",
            ExitCode.ENVIRONMENT,
            "A quota is used up.",
            "Raise it (zfs get -r quota,refquota; zfs set), then run the command again: it goes on where it stopped."),
    NO_SPACE(
            "out of space",
            ExitCode.ENVIRONMENT,
            "The pool is full.",
            "Free space (zfs list -o space), then run the command again: it goes on where it stopped."),
    TARGET_MODIFIED(
            "has been modified|does not\\s+match incremental source|contains partially-complete state",
            ExitCode.FAILED,
            "The receiving dataset changed since its newest snapshot.",
            "Run the command again: it sees the change and starts from a clean clone."),
    INTERRUPTED(
            "checksum mismatch or incomplete stream|incomplete stream|failed to read from stream|invalid backup stream",
            ExitCode.FAILED,
            "The stream ended early; what arrived is kept.",
            "Run the command again: it goes on where it stopped."),
    CLONED(
            "has dependent clones",
            ExitCode.FAILED,
            "Something is a clone of it.",
            "See what (zfs get -r clones), promote or destroy that, then run the command again."),
    NEWER_SNAPSHOTS(
            "more recent snapshots or bookmarks exist",
            ExitCode.FAILED,
            "Somebody took snapshots of it meanwhile.",
            "Run the command again: it looks anew at what is there."),
    BUSY(
            "dataset is busy|pool or dataset is busy|target is busy",
            ExitCode.FAILED,
            "Something uses the dataset.",
            "See who (fuser -vm MOUNTPOINT, findmnt -R MOUNTPOINT, zfs holds), end it, then run the command again."),
    NO_SUCH_DATASET(
            "dataset does not exist|could not find any snapshots to destroy|no such pool",
            ExitCode.FAILED,
            "It does not exist.",
            "See what is there (zfs list -t all); correct datasets in the configuration, or run the command again."),
    NO_DATASETS(
            "no datasets available",
            ExitCode.FAILED,
            "There is no dataset.",
            "Import or make a pool: zpool import, zpool create"),
    TAG_TAKEN("tag already exists", ExitCode.FAILED, "The snapshot has this hold already.", "Run the command again."),
    NO_SUCH_TAG("no such tag", ExitCode.FAILED, "The snapshot does not have this hold.", "Run the command again."),
    TOKEN_STALE(
            "no longer exists|is no longer the same snapshot|resume token is corrupt",
            ExitCode.FAILED,
            "The interrupted transfer cannot be resumed, since its snapshot is gone on the sender.",
            "Run the command again: it drops what arrived of it and starts anew.");

    /** What to do when ZFS says something else. */
    static final String UNKNOWN = "Mend what ZFS says there, then run the command again.";

    private final Pattern text;
    private final ExitCode exitCode;
    private final String meaning;
    private final String remedy;

    ZfsProblem(String text, ExitCode exitCode, String meaning, String remedy) {
        this.text = Pattern.compile(text);
        this.exitCode = exitCode;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    /** The problem a failed command's words name; nothing when they are not known. */
    public static Optional<ZfsProblem> in(String words) {
        for (ZfsProblem problem : values()) {
            if (problem.text.matcher(words).find()) {
                return Optional.of(problem);
            }
        }
        return Optional.empty();
    }

    /** Whether this is why the command failed. */
    boolean explains(CommandResult result) {
        return !result.succeeded() && in(result.errors()).equals(Optional.of(this));
    }

    /** What to throw for a failed command: {@code sentence} says what was tried. */
    static Failure failure(String sentence, CommandResult result) {
        var shown = result.failure(sentence, UNKNOWN);
        return in(result.errors())
                .map(problem -> problem.failure(sentence).withEvidence(shown.evidence()))
                .orElse(shown);
    }

    /** What to throw when this is what went wrong: {@code sentence} says what was tried. */
    public Failure failure(String sentence) {
        var full = sentence + " " + meaning;
        var failure = exitCode == ExitCode.ENVIRONMENT ? Failure.environment(full) : Failure.failed(full);
        return this == INTERRUPTED ? failure.withRemedy(remedy).asPassing() : failure.withRemedy(remedy);
    }
}
