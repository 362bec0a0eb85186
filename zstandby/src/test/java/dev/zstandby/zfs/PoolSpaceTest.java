package dev.zstandby.zfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Bytes;
import org.junit.jupiter.api.Test;

class PoolSpaceTest {
    @Test
    void whatIsDestroyedAndStillBeingFreedIsNotInUse() {
        assertThat(PoolSpace.parse("1000", "900", "200")).contains(new PoolSpace(new Bytes(1000), new Bytes(700)));
        assertThat(PoolSpace.parse("1000", "900", "0").orElseThrow().percent()).isEqualTo(90);
    }

    @Test
    void aPoolThatCannotBeReadIsNone() {
        assertThat(PoolSpace.parse("-", "-", "-")).isEmpty();
        assertThat(PoolSpace.parse("1000", "900", "-")).isEmpty();
    }
}
