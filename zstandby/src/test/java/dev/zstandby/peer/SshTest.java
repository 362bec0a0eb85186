package dev.zstandby.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration.Peer;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SshTest {
    private static Peer peer(Optional<Path> key) {
        return new Peer(new NodeName("alpha"), "10.77.0.11", 5432, "zstandby@10.77.0.11", key);
    }

    @Test
    void neverAsksAndNamesOnlyTheDestinationAndTheWord() {
        assertThat(Ssh.command(peer(Optional.empty()), Channel.STREAM).argv())
                .startsWith("ssh", "-T", "-x", "-oBatchMode=yes")
                .endsWith("--", "zstandby@10.77.0.11", "stream");
    }

    @Test
    void aConfiguredKeyIsTheOnlyOneOffered() {
        assertThat(Ssh.command(peer(Optional.of(Path.of("/etc/zstandby/id_ed25519"))), Channel.REQUESTS)
                        .argv())
                .containsSubsequence(
                        "-oIdentitiesOnly=yes",
                        "-i",
                        "/etc/zstandby/id_ed25519",
                        "--",
                        "zstandby@10.77.0.11",
                        "requests");
    }

    @Test
    void aStreamHasAConnectionOfItsOwnWhoseBytesOpensshTells() {
        assertThat(Ssh.command(peer(Optional.empty()), Channel.STREAM).argv())
                .contains("-oControlPath=none", "-oLogLevel=VERBOSE");
        assertThat(Ssh.command(peer(Optional.empty()), Channel.REQUESTS).argv())
                .doesNotContain("-oControlPath=none", "-oLogLevel=VERBOSE");
    }
}
