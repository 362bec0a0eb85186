package dev.zstandby.zfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PoolFeaturesTest {
    /** As {@code zpool get -Hp -o name,property,value all} of OpenZFS 2.3 prints them, shortened. */
    private static final List<String> LINES = List.of(
            "tank\tsize\t10200547328",
            "tank\tfeature@async_destroy\tactive",
            "tank\tfeature@lz4_compress\tactive",
            "tank\tfeature@large_blocks\tenabled",
            "tank\tfeature@zstd_compress\tdisabled",
            "tank\tunsupported@com.example:new\tinactive",
            "fast\tfeature@lz4_compress\tenabled",
            "fast\tfeature@zstd_compress\tactive",
            "other\tfeature@longname\tactive");

    @Test
    void whatOnePoolHasInUseIsSentAndWhatAllCanUseIsTaken() {
        var features = PoolFeatures.parse(LINES, Set.of("tank", "fast"));
        assertThat(features.active()).containsExactlyInAnyOrder("lz4_compress", "zstd_compress");
        assertThat(features.usable()).containsExactly("lz4_compress");
    }

    @Test
    void whatTheReceivingPoolDoesNotKnowIsBeyondIt() {
        var sending = PoolFeatures.parse(LINES, Set.of("fast"));
        assertThat(sending.beyond(PoolFeatures.parse(LINES, Set.of("tank")))).containsExactly("zstd_compress");
        assertThat(sending.beyond(sending)).isEmpty();
    }
}
