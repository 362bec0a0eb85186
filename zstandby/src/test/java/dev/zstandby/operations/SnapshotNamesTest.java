package dev.zstandby.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.retention.Timestamp;
import dev.zstandby.zfs.SnapshotName;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SnapshotNamesTest {
    @Test
    void whatItNamesIsItsOwn() {
        assertThat(SnapshotNames.next()).matches(SnapshotName::isOurs);
    }

    /** The newest by name is the way back, so a clock that was ahead once must not make an older tree the newest. */
    @Test
    void aTreeIsNamedLaterThanThoseThereAre() {
        var tomorrow = Instant.now().plus(Duration.ofDays(1));
        var local = Sightings.single()
                .retired("20261101T000000Z-bbbbbb", "standby")
                .retired(Timestamp.text(tomorrow) + "-cccccc", "standby")
                .local();

        assertThat(Timestamp.in(SnapshotNames.idFor(local)).orElseThrow()).isBetween(tomorrow, tomorrow.plusSeconds(2));
        assertThat(Timestamp.in(SnapshotNames.idFor(Sightings.single().local())).orElseThrow())
                .isBefore(Instant.now().plusSeconds(1));
    }
}
