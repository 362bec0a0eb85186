package dev.zstandby.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.ExitCode;
import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration.Peer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words of OpenSSH 10.0 (Debian 13). */
class SshProblemTest {
    private static final Peer ALPHA =
            new Peer(new NodeName("alpha"), "10.77.0.11", 5432, "zstandby@10.77.0.11", Optional.empty());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssh: connect to host 10.77.0.11 port 22: Connection refused",
                "ssh: connect to host 10.77.0.11 port 22: Connection timed out",
                "ssh: connect to host 10.77.0.11 port 22: No route to host",
                "ssh: Could not resolve hostname alpha: Name or service not known",
                "Connection closed by 10.77.0.11 port 22",
                "Timeout, server 10.77.0.11 not responding.",
                "client_loop: send disconnect: Broken pipe",
            })
    void aHostThatCannotBeReached(String words) {
        var failure = SshProblem.of(ALPHA, 255, words + "\r\n");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(failure.sentence()).isEqualTo("alpha (zstandby@10.77.0.11) cannot be reached by SSH.");
        assertThat(failure.remedy()).contains("ssh zstandby@10.77.0.11");
        assertThat(failure.evidence()).containsExactly(words);
        assertThat(failure.isPassing()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "255, Host key verification failed.",
        "255, WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!",
        "255, zstandby@10.77.0.11: Permission denied (publickey).",
        "127, bash: line 1: zstandby: command not found",
        "134, Aborted",
        "139, Segmentation fault",
        "70, error: this is a bug in zstandby 0.1.0: java.lang.IllegalStateException: x",
    })
    void whatDoesNotPassByItself(int status, String words) {
        assertThat(SshProblem.of(ALPHA, status, words).isPassing()).isFalse();
    }

    @Test
    void aHostKeyThatIsNotKnown() {
        var failure = SshProblem.of(ALPHA, 255, """
                No ED25519 host key is known for 10.77.0.11 and you have requested strict checking.
                Host key verification failed.
                """);
        assertThat(failure.sentence()).isEqualTo("The host key of alpha (zstandby@10.77.0.11) is not known here.");
        assertThat(failure.remedy()).contains("zstandby setup --trust");
    }

    @Test
    void aHostKeyThatChangedIsNotSimplyRemoved() {
        var failure = SshProblem.of(ALPHA, 255, """
                @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
                @    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
                @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
                IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
                Host key for 10.77.0.11 has changed and you have requested strict checking.
                Host key verification failed.
                """);
        assertThat(failure.sentence()).contains("is not the one known here");
        assertThat(failure.remedy()).contains("somebody may be listening");
    }

    @Test
    void aKeyThatIsNotAccepted() {
        var failure = SshProblem.of(
                ALPHA, 255, "zstandby@10.77.0.11: Permission denied (publickey,password,keyboard-interactive).\n");
        assertThat(failure.sentence()).contains("does not accept this node's key");
        assertThat(failure.remedy()).contains("zstandby setup --trust", "authorized_keys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash: line 1: zstandby: command not found", "sh: 1: zstandby: not found"})
    void aPeerWithoutZstandby(String words) {
        assertThat(SshProblem.of(ALPHA, 127, words).sentence()).isEqualTo("zstandby is not installed on alpha.");
    }

    @Test
    void aGateThatFailed() {
        var failure =
                SshProblem.of(ALPHA, 70, "error: this is a bug in zstandby 0.1.0: java.lang.IllegalStateException: x");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failure.sentence()).isEqualTo("The gate of alpha ended with status 70.");
    }

    @ParameterizedTest
    @CsvSource({"129, 1", "137, 9", "141, 13", "143, 15"})
    void aGateThatWasKilledIsAskedAgain(int status, int signal) {
        var failure = SshProblem.of(ALPHA, status, "Killed");
        assertThat(failure.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(failure.sentence()).isEqualTo("The gate of alpha was killed (signal %d).".formatted(signal));
        assertThat(failure.isPassing()).isTrue();
    }

    @Test
    void onlyTheLastLinesAreShown() {
        assertThat(SshProblem.of(ALPHA, 255, "1\n\n2\n3\n4\n5\n6\n7\n8\n").evidence())
                .containsExactly("3", "4", "5", "6", "7", "8");
        assertThat(SshProblem.of(ALPHA, 255, "").evidence()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 70, 126})
    void whatTheGateIsDeniedIsNotTheKeysFault(int status) {
        var failure = SshProblem.of(ALPHA, status, "cannot open /dev/zfs: Permission denied");
        assertThat(failure.sentence()).isEqualTo("The gate of alpha ended with status %d.".formatted(status));
        assertThat(failure.remedy()).doesNotContain("authorized_keys");
        assertThat(failure.evidence()).containsExactly("cannot open /dev/zfs: Permission denied");
    }
}
