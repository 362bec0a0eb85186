package dev.zstandby.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Texts as FreeBSD's manual pages and the scripts of its ports have them; none was recorded on a machine of ours. */
class FreeBsdTextsTest {
    private static Service.State state(int status, String output, String errors) {
        return FreeBsdTexts.state(
                new CommandResult(Command.of("service", "postgresql", "onestatus"), status, output, errors));
    }

    /** The port's script has {@code pg_ctl status} for it; others leave it to rc.subr(8). */
    @Test
    void aServiceThatRunsSaysByWhichProcess() {
        assertThat(state(
                        0,
                        "pg_ctl: server is running (PID: 1234)\n/usr/local/bin/postgres \"-D\" \"/var/db/postgres/data17\"\n",
                        ""))
                .isEqualTo(new Service.State(true, true, "1234"));
        assertThat(state(0, "postgresql is running as pid 77.\n", "")).isEqualTo(new Service.State(true, true, "77"));
    }

    @Test
    void aServiceThatDoesNotRunIsToldFromOneThatIsNotThere() {
        assertThat(state(3, "pg_ctl: no server running\n", "")).isEqualTo(new Service.State(true, false, ""));
        assertThat(state(1, "postgresql is not running.\n", "")).isEqualTo(new Service.State(true, false, ""));
        assertThat(state(1, "", """
                        postgresql does not exist in /etc/rc.d or the local startup
                        directories (/usr/local/etc/rc.d), or is not executable
                        """)).isEqualTo(new Service.State(false, false, ""));
    }

    /** mount(8), {@code -p}: as fstab(5) has it. */
    @Test
    void whatIsMountedIsReadAsFstabHasIt() {
        assertThat(FreeBsdTexts.mount("zroot/ROOT/default\t/\t\t\tzfs\trw,noatime,nfsv4acls \t0 0"))
                .contains(new Mount(Path.of("/"), "zfs", "zroot/ROOT/default"));
        assertThat(FreeBsdTexts.mount("tank/my\\040pg\t\t/srv/my\\040pg zfs\trw\t0 0"))
                .contains(new Mount(Path.of("/srv/my pg"), "zfs", "tank/my pg"));
        assertThat(FreeBsdTexts.mount("devfs")).isEmpty();
    }

    /** fstat(1): the columns are USER, CMD, PID, FD, MOUNT, INUM, MODE, SZ|DV and R/W. */
    @Test
    void processesThatUseAFileSystemAreNamedOnceAndTheServersAreNot() {
        var fstat = List.of(
                "USER     CMD          PID   FD MOUNT      INUM MODE         SZ|DV R/W",
                "postgres postgres    1234   wd /var/db/postgres/data17     34 drwx------      25  r",
                "postgres postgres    1240    5 /var/db/postgres/data17    120 -rw-------   16777216 rw",
                "root     sh          2001   wd /var/db/postgres/data17     34 drwx------      25  r",
                "root     sh          2001    3 /var/db/postgres/data17    121 -rw-------       0  w",
                "joe      tail -f     2002 text /var/db/postgres/data17    122 -rwxr-xr-x   14808  r");
        var ps = List.of("    1     0", " 1234     1", " 1240  1234", " 2001   900");
        assertThat(FreeBsdTexts.users(fstat, ps, "1234"))
                .containsExactly(
                        new FileUser(2001, "sh", "working directory on /var/db/postgres/data17"),
                        new FileUser(2002, "tail -f", "program on /var/db/postgres/data17"));
        assertThat(FreeBsdTexts.users(fstat, ps, "")).hasSize(4);
    }
}
