package dev.zstandby.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimestampTest {
    private static final Instant TIME = Instant.parse("2026-11-23T01:02:03Z");

    @Test
    void theTimeInANameIsTheOneThatWasPutThere() {
        assertThat(Timestamp.text(TIME)).isEqualTo("20261123T010203Z");
        assertThat(Timestamp.in("zstandby-20261123T010203Z-9f3a1c")).contains(TIME);
        assertThat(Timestamp.in("20261123T010203Z-9f3a1c")).contains(TIME);
    }

    @Test
    void aNameWithoutATimeHasNone() {
        assertThat(Timestamp.in("zstandby-1")).isEmpty();
        assertThat(Timestamp.in("zstandby-20261323T010203Z-9f3a1c")).isEmpty();
        assertThat(Timestamp.in("zstandby-20261123T010203Z")).isEmpty();
    }
}
