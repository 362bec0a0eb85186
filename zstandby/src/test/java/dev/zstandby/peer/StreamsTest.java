package dev.zstandby.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zstandby.Bytes;
import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a shell at either end, where ssh and zfs are otherwise. */
class StreamsTest {
    private static final Peer ALPHA =
            new Peer(new NodeName("alpha"), "10.77.0.11", 5432, "zstandby@10.77.0.11", Optional.empty());
    private static final String BEGIN = "read -r request; printf 'size\\t2000\\n12:00:00\\t1000\\ttank/pg@b\\n' >&2;";
    private static final String SENT = " echo '%s' >&2; cat >/dev/null".formatted(Wire.line(new Answer.Done()));

    @TempDir
    private Path directory;

    private Streams sending(String script) {
        var atMostTwoSeconds = new Commands(_ -> {}, Duration.ofSeconds(2));
        return Streams.open(atMostTwoSeconds, ALPHA, directory.resolve("pipe"), Command.of("sh", "-c", BEGIN + script));
    }

    private static Bytes received(Streams streams, String script) {
        return streams.run(StreamRequest.EXAMPLE, Command.of("sh", "-c", script), _ -> {});
    }

    @Test
    void whatIsSentToTheEndAndReceivedIsDone() {
        try (var streams = sending("head -c 2000 /dev/zero;" + SENT)) {
            assertThat(received(streams, "head -c 2000 >/dev/null")).isEqualTo(new Bytes(2000));
        }
    }

    @Test
    void aStreamThatStandsStillIsGivenUpAndMayBeTriedAgain() {
        try (var streams = sending("head -c 1000 /dev/zero; exec sleep 600")) {
            assertThatThrownBy(() -> received(streams, "exec cat >/dev/null"))
                    .isInstanceOfSatisfying(Failure.class, stuck -> {
                        assertThat(stuck.sentence()).startsWith("The stream is stuck: for ");
                        assertThat(stuck.evidence()).contains("command: sh -c 'exec cat >/dev/null'");
                        assertThat(stuck.isPassing()).isTrue();
                    });
        }
        assertThat(ProcessHandle.current().descendants()).as("of either end").isEmpty();
    }

    /** How far it is does not show. */
    @Test
    void aReceiverThatPutsAwayTheLastOfItHasMoreTime() {
        try (var streams = sending("head -c 2000 /dev/zero;" + SENT)) {
            assertThat(received(streams, "sleep 3; head -c 2000 >/dev/null")).isEqualTo(new Bytes(2000));
        }
    }

    @Test
    void aReceiverThatFailsSaysWhy() {
        try (var streams = sending("head -c 2000 /dev/zero;" + SENT)) {
            assertThatThrownBy(() -> received(streams, "echo 'cannot receive: out of space' >&2; exit 1"))
                    .isInstanceOfSatisfying(Failure.class, full -> {
                        assertThat(full.sentence()).contains("The pool is full.");
                        assertThat(full.isPassing()).isFalse();
                    });
        }
    }

    @Test
    void aSenderThatFailsSaysWhatItsZfsSaidAndWhatToDoAboutThat() {
        var refusal = Wire.line(
                new Answer.Refusal(ExitCode.FAILED, "zfs send ended with status 255.", List.of(), "See the pool."));
        try (var streams = sending(
                "echo 'cannot resume send: incremental source 0x1234 no longer exists' >&2; echo '%s' >&2; exit 1"
                        .formatted(refusal))) {
            assertThatThrownBy(() -> received(streams, "cat >/dev/null; exit 1"))
                    .isInstanceOfSatisfying(Failure.class, gone -> {
                        assertThat(gone.sentence())
                                .contains(
                                        "alpha could not send: zfs send ended with status 255.", "gone on the sender");
                        assertThat(gone.evidence()).anyMatch(line -> line.contains("0x1234 no longer exists"));
                        assertThat(gone.remedy()).contains("starts anew");
                    });
        }
    }
}
