package dev.zstandby.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From what {@code systemctl show} of systemd 257 prints. */
class ServiceTest {
    @ParameterizedTest
    @CsvSource({
        "active, 1812, 0, true",
        "reloading, 1812, 1830, true",
        // pg_ctlcluster is at work.
        "activating, 0, 1762, true",
        // All of it was killed while it started, and nothing ends the wait for process 1812.
        "activating, 0, 0, false",
        "inactive, 0, 0, false",
        "failed, 0, 0, false",
    })
    void runsOrIsAboutTo(String state, int main, int control, boolean active) {
        assertThat(Service.state(List.of(
                                "LoadState=loaded",
                                "ActiveState=" + state,
                                "ControlGroup=/system.slice/system-postgresql.slice/postgresql@17-main.service",
                                "MainPID=" + main,
                                "ControlPID=" + control))
                        .active())
                .isEqualTo(active);
    }

    @Test
    void itsProcessesAreThoseOfItsControlGroup() {
        assertThat(Service.state(List.of("LoadState=loaded", "ControlGroup=/postgresql.service"))
                        .processes())
                .isEqualTo("/postgresql.service");
        assertThat(Service.state(List.of("LoadState=not-found")).exists()).isFalse();
    }
}
