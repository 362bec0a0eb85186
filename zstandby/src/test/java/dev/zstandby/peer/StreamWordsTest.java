package dev.zstandby.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Bytes;
import dev.zstandby.ExitCode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** OpenSSH's lines are those of 9.2 and 10.0 at {@code LogLevel=VERBOSE}. */
class StreamWordsTest {
    private final StreamWords words = new StreamWords();
    private final List<StreamProgress> told = new ArrayList<>();

    private void hear(String... lines) {
        for (var line : lines) {
            words.hear(line, told::add);
        }
    }

    @Test
    void tellsHowFarTheStreamIsAndWhatCameOverTheWire() {
        hear(
                "Authenticated to 10.77.0.11 ([10.77.0.11]:22) using \"publickey\".",
                "incremental\ta\ttank/pg@b\t3000",
                "size\t3000",
                "14:31:07\t1000\ttank/pg@b",
                "14:31:08\t2000\ttank/pg@b",
                "Transferred: sent 2648, received 6712 bytes, in 2.1 seconds",
                "Bytes per second: sent 1261.0, received 3196.2");
        assertThat(told)
                .containsExactly(
                        new StreamProgress(Bytes.ZERO, new Bytes(3000)),
                        new StreamProgress(new Bytes(1000), new Bytes(3000)),
                        new StreamProgress(new Bytes(2000), new Bytes(3000)));
        assertThat(words.travelled()).isEqualTo(new Bytes(6712));
        assertThat(words.said()).containsExactly("incremental\ta\ttank/pg@b\t3000");
    }

    @Test
    void oneStreamComesAfterTheOther() {
        hear("size\t3000", "14:31:07\t2900\ttank/pg@b");
        assertThat(words.hear(Wire.line(new Answer.Done()), told::add)).isTrue();
        words.begin();
        assertThat(words.progress()).isEqualTo(new StreamProgress(Bytes.ZERO, Bytes.ZERO));
        assertThat(words.hear("14:31:09\t50\ttank/pg/wal@b", told::add)).isFalse();
        assertThat(words.travelled()).isEqualTo(new Bytes(2950));
    }

    @Test
    void whereOpensshSaysNothingTheSendersLastWordCounts() {
        hear("size\t3000", "14:31:07\t1000\ttank/pg@b");
        assertThat(words.travelled()).isEqualTo(new Bytes(1000));
    }

    @Test
    void theGatesRefusalIsToldFromWhatProgramsSay() {
        hear(
                "warning: cannot send 'tank/pg@b': Input/output error",
                Wire.line(new Answer.Refusal(ExitCode.FAILED, "zfs send ended with status 1.", List.of(), "")));
        assertThat(words.refusal())
                .hasValueSatisfying(
                        refusal -> assertThat(refusal.sentence()).isEqualTo("zfs send ended with status 1."));
        assertThat(words.said()).containsExactly("warning: cannot send 'tank/pg@b': Input/output error");
    }

    @Test
    void aTalkativePeerFillsNoMemory() {
        for (int i = 0; i < 10_000; i++) {
            hear("line " + i);
        }
        assertThat(words.said()).hasSize(200).last().isEqualTo("line 9999");
    }
}
