package dev.zstandby.operations;

import static dev.zstandby.operations.Finding.Grade.OK;
import static dev.zstandby.operations.Finding.Grade.WARNING;
import static dev.zstandby.operations.Findings.found;
import static dev.zstandby.operations.Findings.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.postgres.ClusterState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostChecksTest {
    private static List<Finding> check(Sightings sightings) {
        return HostChecks.check(sightings.seen());
    }

    @Test
    void anotherVersionToSortByIsNamedForEachDatabase() {
        var standby = ServerFixture.standby().collation("bench", "2.36").collation("app", "153.14");
        var primary = ServerFixture.primary().collation("app", "153.120").collation("only there", "2.41");
        var finding = found(
                check(Sightings.single().server(standby.running()).primary(primary)),
                "collations",
                WARNING,
                "Run the same release of the operating system on both nodes");
        assertThat(finding.evidence())
                .containsExactly(
                        "database app: version 153.120 on alpha, 153.14 on beta",
                        "database bench: version 2.41 on alpha, 2.36 on beta");
    }

    @Test
    void theSameVersionIsGoodAndADatabaseOfOneNodeOnlySaysNothing() {
        var standby = ServerFixture.standby().collation("only here", "2.36");
        assertThat(check(Sightings.single().server(standby.running())))
                .extracting(Finding::grade)
                .containsExactly(OK);
    }

    @Test
    void aServerThatDoesNotRunCannotBeAsked() {
        assertThat(check(Sightings.single().server(ServerFixture.stopped(ClusterState.SHUT_DOWN))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {-31, 31, 3600})
    void clocksFarApartAreNamed(long seconds) {
        var finding =
                found(check(Sightings.single().clockAhead(Duration.ofSeconds(seconds))), "clocks", WARNING, "NTP");
        assertThat(finding.sentence())
                .contains(seconds < 0 ? "31 seconds behind that of" : " seconds ahead of that of");
    }

    @ParameterizedTest
    @ValueSource(longs = {-30, 0, 30})
    void clocksThatAgreeMoreOrLessAreNot(long seconds) {
        assertThat(ids(check(Sightings.single().clockAhead(Duration.ofSeconds(seconds)))))
                .doesNotContain("clocks");
    }
}
