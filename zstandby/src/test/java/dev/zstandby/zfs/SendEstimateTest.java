package dev.zstandby.zfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Bytes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code zfs send -nP} of OpenZFS 2.3 prints. */
class SendEstimateTest {
    @Test
    void theSizeOfAFullStream() {
        assertThat(SendEstimate.parse(List.of("full\ttank/pg@a\t96208768", "size\t96208768")))
                .isEqualTo(new Bytes(96_208_768));
    }

    @Test
    void theSizeOfAnIncrementalStream() {
        assertThat(SendEstimate.parse(List.of("incremental\ta\ttank/pg@b\t624", "size\t624")))
                .isEqualTo(new Bytes(624));
    }

    @Test
    void aSizeNearTwoToTheSixtyFourIsABugOfZfsAndNoSize() {
        assertThat(SendEstimate.parse(List.of("size\t18446744073709551000"))).isEqualTo(Bytes.ZERO);
    }

    @Test
    void noSizeIsZero() {
        assertThat(SendEstimate.parse(List.of())).isEqualTo(Bytes.ZERO);
        assertThat(SendEstimate.parse(List.of("size\t-"))).isEqualTo(Bytes.ZERO);
    }
}
