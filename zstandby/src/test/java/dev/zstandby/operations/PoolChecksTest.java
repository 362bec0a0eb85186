package dev.zstandby.operations;

import static dev.zstandby.operations.Finding.Grade.WARNING;
import static dev.zstandby.operations.Findings.found;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PoolChecksTest {
    private static List<Finding> check(Sightings sightings) {
        return PoolChecks.check(sightings.seen());
    }

    @Test
    void poolsThatKnowTheSameAreNothingToSpeakOf() {
        assertThat(check(Sightings.single())).isEmpty();
    }

    @Test
    void whatThePoolHereLacksKeepsStreamsOut() {
        found(
                check(Sightings.single()
                        .peerFeatures(Set.of("zstd_compress"), Set.of("zstd_compress"))
                        .features(Set.of(), Set.of("lz4_compress"))),
                "pool-features",
                WARNING,
                "zpool set feature@zstd_compress=enabled tank");
    }

    @Test
    void whatThePoolThereLacksMattersOnceRolesChange() {
        found(
                check(Sightings.single().features(Set.of("longname"), Set.of("longname", "lz4_compress"))),
                "pool-features-back",
                WARNING,
                "feature@NAME=enabled");
    }
}
