package dev.zstandby.zfs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions as {@code zfs version} prints them behind {@code zfs-kmod-}. */
class ZfsVersionTest {
    @ParameterizedTest
    @CsvSource({
        "2.3.9-1, 2.3",
        "2.2.0-rc1, 2.2",
        "2.2.2-0ubuntu9.4, 2.2",
        "2.2.99-539_g62e7d3c89, 2.2",
        "2.4.0-rc1, 2.4",
        "2.3.2-2~bpo12+1, 2.3",
        "2.10.0, 2.10",
        "3.0, 3.0"
    })
    void whatIsNewEnough(String text, String series) {
        assertThat(ZfsVersion.parse(text))
                .hasValueSatisfying(
                        version -> assertThat(version.isTooOld()).as(text).isFalse())
                .get()
                .hasToString(series);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.1.11-1", "2.1.99-1_gabcdef012", "2.0.3-9+deb11u1", "0.8.3-1ubuntu12.18", "0.7"})
    void whatIsTooOld(String text) {
        assertThat(ZfsVersion.parse(text).map(ZfsVersion::isTooOld)).as(text).contains(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "unknown", "2", "2.", "v2.2", "2.2rc", "99999.1", "2.x"})
    void whatIsNoVersion(String text) {
        assertThat(ZfsVersion.parse(text)).isEmpty();
    }
}
