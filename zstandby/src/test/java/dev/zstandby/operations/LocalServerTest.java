package dev.zstandby.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Failure;
import dev.zstandby.postgres.ClusterState;
import dev.zstandby.postgres.Silence;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalServerTest {
    private static LocalServer silent(Optional<ClusterState> state) {
        return new LocalServer.Silent(
                Failure.environment("It does not answer."),
                Silence.UNREACHABLE,
                state.map(found -> ServerFixture.control(found, ServerFixture.CLUSTER)));
    }

    /** As an image that never came up: its control file is still the running primary's. */
    @Test
    void whatSaysOfItselfThatItIsAStandbyIsOneWhateverItsControlFileSays() {
        var control = ServerFixture.control(ClusterState.IN_PRODUCTION, ServerFixture.CLUSTER);
        assertThat(new LocalServer.Stopped(control, true).role()).isEqualTo("standby");
        assertThat(new LocalServer.Stopped(control, false).role()).isEqualTo("primary");
    }

    @Test
    void whatRunsAndIsNotKnownToBeAStandbyMayBeAPrimary() {
        assertThat(ServerFixture.primary().running().mayBePrimary()).isTrue();
        assertThat(ServerFixture.standby().running().mayBePrimary()).isFalse();
        assertThat(silent(Optional.empty()).mayBePrimary()).isTrue();
    }

    @Test
    void whatDoesNotRunIsNoPrimary() {
        assertThat(ServerFixture.stopped(ClusterState.IN_PRODUCTION).mayBePrimary())
                .isFalse();
        assertThat(new LocalServer.Absent(true).mayBePrimary()).isFalse();
    }

    @Test
    void itsRoleIsNotedAsItIsOrLastWas() {
        assertThat(ServerFixture.standby().running().role()).isEqualTo("standby");
        assertThat(ServerFixture.primary().running().role()).isEqualTo("primary");
        assertThat(ServerFixture.stopped(ClusterState.SHUT_DOWN).role()).isEqualTo("primary");
        assertThat(ServerFixture.stopped(ClusterState.SHUT_DOWN_IN_RECOVERY).role())
                .isEqualTo("standby");
    }

    @ParameterizedTest
    @CsvSource({
        "STARTING_UP, true",
        "SHUT_DOWN, true",
        "SHUTTING_DOWN, true",
        "IN_CRASH_RECOVERY, true",
        "IN_PRODUCTION, true",
        "SHUT_DOWN_IN_RECOVERY, false",
        "IN_ARCHIVE_RECOVERY, false",
    })
    void aSilentServerIsJudgedByItsControlFile(ClusterState state, boolean mayBePrimary) {
        assertThat(silent(Optional.of(state)).mayBePrimary()).isEqualTo(mayBePrimary);
    }
}
