package dev.zstandby.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.zstandby.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The fixtures are what pg_lsclusters of postgresql-common 248 (Debian 12) printed for five clusters: one running in a
 * directory with a space in its name, one with a logging collector, one without data, one without programs, and one of 9.6; only the
 * temporary directory of the capture is replaced.
 */
final class DebianClusterListingTest {
    private static final Path SOCKETS = Path.of("/run/postgresql");

    @Test
    void readsJson() throws IOException {
        assertThat(DebianClusterListing.fromJson(fixture("pg_lsclusters-248-json.txt")))
                .containsExactly(
                        cluster(15, "bare", 55432, "/nowhere/15/bare", Optional.of(SOCKETS)),
                        cluster(15, "main", 55431, "/srv/data dir/main", Optional.of(SOCKETS)),
                        cluster(15, "x.y-z", 55433, "/srv/data dir/main", Optional.of(SOCKETS)),
                        cluster(17, "main", 5433, "/var/lib/postgresql/17/main", Optional.of(SOCKETS)));
    }

    @Test
    void readsColumns() throws IOException {
        var clusters = DebianClusterListing.fromColumns(
                fixture("pg_lsclusters-248-columns.txt").lines().toList());

        assertThat(clusters)
                .extracting(DebianCluster::id, DebianCluster::port, DebianCluster::dataDirectory)
                .containsExactly(
                        tuple("15/bare", 55432, Path.of("/nowhere/15/bare")),
                        tuple("15/main", 55431, Path.of("/srv/data dir/main")),
                        tuple("15/x.y-z", 55433, Path.of("/srv/data dir/main")),
                        tuple("17/main", 5433, Path.of("/var/lib/postgresql/17/main")));
        assertThat(clusters.get(1)).isEqualTo(cluster(15, "main", 55431, "/srv/data dir/main", Optional.empty()));
    }

    @Test
    void aCollectorsPatternIsNoLogFile() throws IOException {
        var clusters = DebianClusterListing.fromColumns(
                fixture("pg_lsclusters-248-columns.txt").lines().toList());

        assertThat(clusters.get(2).logFile()).isEmpty();
    }

    @Test
    void takesNumbersWithAndWithoutQuotes() {
        var quoted = "[{\"version\":\"17\",\"cluster\":\"main\",\"port\":5433,\"pgdata\":\"/data\"}]";

        assertThat(DebianClusterListing.fromJson(quoted))
                .extracting(DebianCluster::id, DebianCluster::port, DebianCluster::configFile)
                .containsExactly(tuple("17/main", 5433, Path.of("/etc/postgresql/17/main/postgresql.conf")));
    }

    @Test
    void noClustersAreNone() {
        assertThat(DebianClusterListing.fromJson("[]\n")).isEmpty();
        assertThat(DebianClusterListing.fromColumns(List.of())).isEmpty();
    }

    @Test
    void aClusterWithoutAKnownDataDirectoryIsLeftOut() {
        assertThat(DebianClusterListing.fromColumns(List.of("17 broken <unknown> down <unknown> <unknown> <unknown>")))
                .isEmpty();
        assertThat(DebianClusterListing.fromJson("[{\"version\":17,\"cluster\":\"broken\",\"pgdata\":null}]"))
                .isEmpty();
    }

    @Test
    void whatIsNoJsonIsShown() {
        assertThatThrownBy(() -> DebianClusterListing.fromJson("Error: what?"))
                .isInstanceOfSatisfying(
                        Failure.class, failure -> assertThat(failure.evidence()).containsExactly("Error: what?"));
    }

    private static DebianCluster cluster(
            int version, String name, int port, String dataDirectory, Optional<Path> sockets) {
        return new DebianCluster(
                version,
                name,
                port,
                Path.of(dataDirectory),
                Path.of("/etc/postgresql/" + version + "/" + name),
                Optional.of(Path.of("/var/log/postgresql/postgresql-" + version + "-" + name + ".log")),
                sockets);
    }

    private static String fixture(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(DebianClusterListingTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
