package dev.zstandby.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PeerAddressTest {
    @ParameterizedTest
    @CsvSource({"beta=10.0.0.12, beta, 10.0.0.12", "beta=fe80::1, beta, fe80::1", "beta, beta, beta"})
    void readsANameAndAHost(String text, String name, String host) {
        assertThat(PeerAddress.parse(text)).isEqualTo(new PeerAddress(new NodeName(name), host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "beta=", "=10.0.0.12", "Beta.example.org", "10.0.0.12"})
    void saysHowToWriteIt(String text) {
        assertThatThrownBy(() -> PeerAddress.parse(text))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.remedy()).contains("NAME=HOST"));
    }

    @Test
    void aPeerIsGivenOnce() {
        assertThatThrownBy(() -> HostSamples.peers("beta", "beta=10.0.0.12"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("beta");
    }
}
