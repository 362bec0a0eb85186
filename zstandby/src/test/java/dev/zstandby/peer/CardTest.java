package dev.zstandby.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardTest {
    private static final PublicKey KEY = new PublicKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKbeta");

    @Test
    void aCardComesBackAsItWas() {
        var card = new Card(new NodeName("alpha"), KEY, List.of(KEY), Optional.of("correct-horse"));
        assertThat(card.text()).doesNotContain("\n");
        assertThat(Card.parse(card.text() + "\n")).isEqualTo(card);
        var without = new Card(new NodeName("beta"), KEY, List.of(KEY), Optional.empty());
        assertThat(Card.parse(without.text())).isEqualTo(without);
    }

    @Test
    void aCardNeverSaysItsPasswordUnasked() {
        assertThat(new Card(new NodeName("alpha"), KEY, List.of(), Optional.of("correct-horse")))
                .hasToString("card of alpha");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no card",
                "{}",
                "{\"node\":\"alpha\"}",
                "{\"node\":\"ALPHA\",\"key\":\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKbeta\",\"hostKeys\":[]}",
                "{\"node\":\"alpha\",\"key\":\"ssh-ed25519 AAAA\",\"hostKeys\":[]}",
                "{\"node\":\"alpha\",\"key\":\"x\\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKbeta\",\"hostKeys\":[]}",
                "{\"node\":\"alpha\",\"key\":\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKbeta\",\"hostKeys\":[],\"x\":1}",
                "{\"node\":\"alpha\",\"key\":\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKbeta\",\"hostKeys\":[],"
                        + "\"password\":\"with a\\nline\"}",
            })
    void whatIsNoCardIsRefused(String text) {
        assertThatThrownBy(() -> Card.parse(text)).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(failure.remedy()).isNotEmpty();
        });
    }
}
