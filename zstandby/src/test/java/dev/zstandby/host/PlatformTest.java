package dev.zstandby.host;

import static dev.zstandby.host.Platform.FREEBSD;
import static dev.zstandby.host.Platform.LINUX;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PlatformTest {
    @Test
    void isChosenByTheNameOfTheSystem() {
        assertThat(Platform.named("FreeBSD")).isEqualTo(FREEBSD);
        assertThat(Platform.named("Linux")).isEqualTo(LINUX);
    }

    /** pw(8), "useradd" and "userdel". */
    @Test
    void accountsAreMadeByEachSystemsOwnProgram() {
        assertThat(LINUX.addAccount("zstandby"))
                .hasToString(
                        "useradd --system --user-group --no-create-home --home-dir /var/lib/zstandby --shell /bin/sh --password '*' zstandby");
        assertThat(FREEBSD.addAccount("zstandby"))
                .hasToString("pw useradd -n zstandby -d /var/db/zstandby -s /bin/sh -w no");
        assertThat(LINUX.deleteAccount("zstandby")).hasToString("userdel zstandby");
        assertThat(FREEBSD.deleteAccount("zstandby")).hasToString("pw userdel -n zstandby");
    }

    /** service(8); rc.subr(8) for the prefix {@code one}. */
    @Test
    void servicesAreDrivenByEachSystemsOwnProgram() {
        assertThat(LINUX.service("stop", "postgresql@17-main")).hasToString("systemctl stop postgresql@17-main");
        assertThat(FREEBSD.service("stop", "postgresql")).hasToString("service postgresql onestop");
        assertThat(FREEBSD.serviceState("postgresql")).hasToString("service postgresql onestatus");
        assertThat(FREEBSD.serviceRestart("postgresql")).isEqualTo("service postgresql onerestart");
    }

    /** su(1) of FreeBSD: what follows the name is handed on to that user's shell. */
    @Test
    void rootRunsACommandAsAnotherUserWithEveryArgumentAsItIs() {
        var command = Command.of("psql", "-c", "SELECT \"it's $HOME\"");
        assertThat(LINUX.asUser("postgres", command).argv())
                .containsExactly("runuser", "-u", "postgres", "--", "psql", "-c", "SELECT \"it's $HOME\"");
        assertThat(FREEBSD.asUser("postgres", command).argv())
                .containsExactly("su", "postgres", "-c", "exec psql -c 'SELECT \"it'\\''s $HOME\"'");
    }

    /** hier(7). */
    @Test
    void whatIsNotOfTheBaseSystemIsBelowUsrLocal() {
        assertThat(FREEBSD.configurationDirectory()).isEqualTo(Path.of("/usr/local/etc/zstandby"));
        assertThat(FREEBSD.program()).isEqualTo(Path.of("/usr/local/bin/zstandby"));
        assertThat(FREEBSD.runtimeDirectory()).isEqualTo(Path.of("/var/db/zstandby/run"));
    }
}
