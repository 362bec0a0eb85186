package dev.zstandby.operations;

import static dev.zstandby.operations.HostSamples.DATA;
import static dev.zstandby.operations.HostSamples.MAIN;
import static dev.zstandby.operations.HostSamples.NOTHING_SAID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.postgres.DebianCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class ChosenClusterTest {
    private static final DebianCluster OLD = HostSamples.cluster(15, "old", 5432, Path.of("/srv/old"));

    @Test
    void theOnlyClusterIsTaken() {
        assertThat(ChosenCluster.of(List.of(MAIN), NOTHING_SAID)).isEqualTo(new ChosenCluster.Debian(MAIN, DATA));
    }

    @Test
    void amongSeveralNoneIsGuessed() {
        fails(List.of(OLD, MAIN), NOTHING_SAID, failure -> {
            assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED);
            assertThat(failure.evidence())
                    .containsExactly("15/old: port 5432, /srv/old", "17/main: port 5433, /var/lib/postgresql/17/main");
            assertThat(failure.remedy()).contains("--cluster 17/main");
        });
    }

    @Test
    void aNamedClusterIsTaken() {
        assertThat(ChosenCluster.of(List.of(OLD, MAIN), request("15/old", "")))
                .isEqualTo(new ChosenCluster.Debian(OLD, Path.of("/srv/old")));
    }

    @Test
    void aNamedClusterMayHaveItsDataElsewhere() {
        assertThat(ChosenCluster.of(List.of(OLD, MAIN), request("15/old", "/data")))
                .isEqualTo(new ChosenCluster.Debian(OLD, Path.of("/data")));
    }

    @Test
    void aDataDirectoryTellsItsCluster() {
        assertThat(ChosenCluster.of(List.of(OLD, MAIN), request("", "/srv/old")))
                .isEqualTo(new ChosenCluster.Debian(OLD, Path.of("/srv/old")));
    }

    @Test
    void aDataDirectoryOfNoClusterIsEnough() {
        assertThat(ChosenCluster.of(List.of(MAIN), request("", "/data")))
                .isEqualTo(new ChosenCluster.Bare(Path.of("/data")));
        assertThat(ChosenCluster.of(List.of(), request("", "/data")))
                .isEqualTo(new ChosenCluster.Bare(Path.of("/data")));
    }

    @Test
    void anUnknownNameIsAnsweredWithTheKnownOnes() {
        fails(List.of(OLD), request("17/main", ""), failure -> {
            assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(failure.evidence()).containsExactly("15/old: port 5432, /srv/old");
        });
    }

    @Test
    void withoutClustersADataDirectoryIsNeeded() {
        fails(List.of(), NOTHING_SAID, failure -> assertThat(failure.remedy()).contains("--data-directory"));
        fails(
                List.of(),
                request("17/main", ""),
                failure -> assertThat(failure.remedy()).contains("--data-directory"));
    }

    private static void fails(List<DebianCluster> clusters, InitRequest request, Consumer<Failure> how) {
        assertThatThrownBy(() -> ChosenCluster.of(clusters, request)).isInstanceOfSatisfying(Failure.class, how);
    }

    private static InitRequest request(String cluster, String dataDirectory) {
        return new InitRequest(
                Optional.empty(),
                List.of(),
                Optional.of(cluster).filter(id -> !id.isEmpty()),
                Optional.of(dataDirectory).filter(path -> !path.isEmpty()).map(Path::of),
                Optional.empty());
    }
}
