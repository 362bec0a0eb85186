package dev.zstandby.zfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.ExitCode;
import dev.zstandby.host.Command;
import dev.zstandby.host.CommandResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The words of OpenZFS 2.2 to 2.4. */
class ZfsProblemTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "cannot create snapshots : permission denied|PERMISSION_DENIED",
                "cannot send 'tank/pg': permission denied|PERMISSION_DENIED",
                "cannot open 'tank/pg': Permission denied|PERMISSION_DENIED",
                "cannot rename to 'tank/b': dataset already exists|NAME_TAKEN",
                "cannot receive incremental stream: out of space|NO_SPACE",
                "cannot create snapshot 'tank/pg@a': out of space|NO_SPACE",
                "cannot receive incremental stream: destination tank/pg space quota exceeded.|NO_QUOTA",
                "cannot receive incremental stream: destination tank/pg has been modified|TARGET_MODIFIED",
                "cannot receive: destination tank/pg contains partially-complete state from \"zfs receive -s\".|TARGET_MODIFIED",
                "cannot receive resume stream: checksum mismatch or incomplete stream.|INTERRUPTED",
                "cannot receive: failed to read from stream|INTERRUPTED",
                "cannot open 'tank/new': dataset does not exist; cannot receive new filesystem stream: invalid backup stream|INTERRUPTED",
                "cannot unmount '/var/lib/postgresql': pool or dataset is busy|BUSY",
                "cannot destroy snapshot tank/pg@a: dataset is busy|BUSY",
                "umount: /var/lib/postgresql: target is busy.|BUSY",
                "cannot destroy 'tank/pg': filesystem has dependent clones|CLONED",
                "cannot rollback to 'tank/pg@a': more recent snapshots or bookmarks exist|NEWER_SNAPSHOTS",
                "cannot open 'tank/none': dataset does not exist|NO_SUCH_DATASET",
                "cannot open 'nopool': no such pool|NO_SUCH_DATASET",
                "no datasets available|NO_DATASETS",
                "cannot hold snapshot 'tank/pg@a': tag already exists on this dataset|TAG_TAKEN",
                "cannot release hold from snapshot 'tank/pg@a': no such tag on this dataset|NO_SUCH_TAG",
                "cannot resume send: 'tank/pg@a' used in the initial send no longer exists|TOKEN_STALE",
                "cannot resume send: 'tank/pg@a' is no longer the same snapshot used in the initial send|TOKEN_STALE",
                "cannot resume send: incremental source 0x1234 no longer exists|TOKEN_STALE",
            })
    void knowsTheWordsOfZfs(String words, ZfsProblem problem) {
        assertThat(ZfsProblem.in(words)).contains(problem);
    }

    /** libzfs_sendrecv.c breaks the line there. */
    @Test
    void aTargetAtAnotherSnapshotIsKnownAlthoughItsWordsAreOnTwoLines() {
        assertThat(ZfsProblem.in("""
                        cannot receive incremental stream: most recent snapshot of tank/pg does not
                        match incremental source
                        """)).contains(ZfsProblem.TARGET_MODIFIED);
    }

    @Test
    void otherWordsAreNotGuessedAt() {
        assertThat(ZfsProblem.in("internal error: out of cheese")).isEmpty();
        assertThat(ZfsProblem.in("")).isEmpty();
    }

    @Test
    void wordsAreFoundOnAnyLine() {
        assertThat(ZfsProblem.in("warning: something\ncannot open 'a': dataset does not exist\n"))
                .contains(ZfsProblem.NO_SUCH_DATASET);
    }

    @Test
    void aKnownProblemSaysWhatItMeansAndShowsTheCommandAndItsWords() {
        var result = new CommandResult(
                Command.of("zfs", "snapshot", "tank/pg@a"), 1, "", "cannot create snapshots : permission denied\n");
        var failure = ZfsProblem.failure("Snapshot tank/pg@a cannot be taken.", result);
        assertThat(failure.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(failure.sentence())
                .isEqualTo("Snapshot tank/pg@a cannot be taken."
                        + " ZFS permits it neither to this user nor by delegation.");
        assertThat(failure.remedy()).contains("zfs allow");
        assertThat(failure.evidence())
                .containsExactly(
                        "command: zfs snapshot tank/pg@a",
                        "exit status: 1",
                        "cannot create snapshots : permission denied");
    }

    @Test
    void anUnknownProblemIsShownAsItIs() {
        var result = new CommandResult(Command.of("zfs", "promote", "tank/a"), 1, "", "not a cloned filesystem\n");
        var failure = ZfsProblem.failure("tank/a cannot be promoted.", result);
        assertThat(failure.sentence()).isEqualTo("tank/a cannot be promoted.");
        assertThat(failure.evidence()).endsWith("not a cloned filesystem");
    }

    @ParameterizedTest
    @EnumSource
    void onlyAStreamThatEndedEarlyMayPass(ZfsProblem problem) {
        assertThat(problem.failure("It cannot be done.").isPassing()).isEqualTo(problem == ZfsProblem.INTERRUPTED);
    }

    @ParameterizedTest
    @EnumSource
    void everyProblemSaysWhatToDo(ZfsProblem problem) {
        assertThat(problem.failure("It cannot be done.").remedy()).isNotBlank();
    }
}
