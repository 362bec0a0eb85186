package dev.zstandby.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zstandby.NodeName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How keys stand in the files of OpenSSH. */
class TrustLinesTest {
    private static final NodeName BETA = new NodeName("beta");
    private static final PublicKey KEY = new PublicKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKbeta");
    private static final PublicKey FORMER = new PublicKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKformer");

    @Test
    void aKeyIsTakenFromALineAndNothingElse() {
        assertThat(PublicKey.in(KEY + " zstandby@beta\n")).contains(KEY);
        assertThat(PublicKey.in("restrict " + KEY)).isEmpty();
        assertThat(PublicKey.in("# nothing")).isEmpty();
        assertThatThrownBy(() -> new PublicKey(KEY + "\nssh-ed25519 AAAA"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPeerIsLetInToTheGateOnlyAndFromItsAddressesOnly() {
        assertThat(Admission.line(BETA, KEY, List.of("10.0.0.12", "fd00::12")))
                .isEqualTo("restrict,command=\"/usr/bin/zstandby gate --peer beta\",from=\"10.0.0.12,fd00::12\" " + KEY
                        + " beta");
        assertThat(Admission.line(BETA, KEY, List.of()))
                .isEqualTo("restrict,command=\"/usr/bin/zstandby gate --peer beta\" " + KEY + " beta");
    }

    @Test
    void anotherKeyOfThePeerIsOutdatedAndNobodyElses() {
        var own = Admission.line(BETA, KEY, List.of());
        var former = Admission.line(BETA, FORMER, List.of("10.0.0.9"));
        var others = Admission.line(new NodeName("beta-2"), FORMER, List.of());
        var lines = List.of("# hand-made", own, former, others, FORMER + " somebody");
        assertThat(Admission.isIn(lines, BETA, KEY)).isTrue();
        assertThat(Admission.isIn(List.of(KEY + " beta"), BETA, KEY)).isFalse();
        assertThat(Admission.outdated(lines, BETA, KEY)).containsExactly(former);
    }

    @Test
    void aHostIsPinnedByTheNameThatOpensshLooksItUpUnder() {
        assertThat(SshTarget.parse(List.of("user zstandby", "hostname 10.0.0.11", "port 22"))
                        .pin(KEY))
                .isEqualTo("10.0.0.11 " + KEY);
        assertThat(SshTarget.parse(List.of("hostname alpha.example.org", "port 2222"))
                        .name())
                .isEqualTo("[alpha.example.org]:2222");
        assertThat(SshTarget.parse(List.of("hostname alpha", "port 2222", "hostkeyalias alpha-key"))
                        .name())
                .isEqualTo("alpha-key");
    }

    @Test
    void formerHostKeysOfTheSameHostAreOutdated() {
        var target = SshTarget.parse(List.of("hostname alpha", "port 22"));
        var lines = List.of(target.pin(FORMER), target.pin(KEY), "alphabet " + FORMER, "# alpha");
        assertThat(target.outdated(lines, List.of(target.pin(KEY)))).containsExactly(target.pin(FORMER));
    }
}
