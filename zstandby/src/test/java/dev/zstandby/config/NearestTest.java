package dev.zstandby.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {
    private static final List<String> KEYS =
            List.of("data-directory", "bin-directory", "config-file", "service", "host", "port", "owner");

    @ParameterizedTest
    @CsvSource({
        "data-direcory, data-directory",
        "data_directory, data-directory",
        "dataDirectory, data-directory",
        "datadir, data-directory",
        "bin-dir, bin-directory",
        "prot, port",
        "Host, host",
        "services, service",
        "config, config-file",
    })
    void findsWhatWasMeant(String typed, String meant) {
        assertThat(Nearest.to(typed, KEYS)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "p", "colour", "timeline", "xyz"})
    void findsNothingForAWordLikeNoOther(String typed) {
        assertThat(Nearest.to(typed, KEYS)).isEmpty();
    }

    @Test
    void aSwapOfNeighboursIsOneStep() {
        assertThat(Nearest.distance("prot", "port")).isEqualTo(1);
        assertThat(Nearest.distance("", "port")).isEqualTo(4);
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    }
}
