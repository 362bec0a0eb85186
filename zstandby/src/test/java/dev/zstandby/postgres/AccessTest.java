package dev.zstandby.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zstandby.Failure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessTest {
    private static String fields(String... field) {
        return String.join("\0", field) + "\0";
    }

    @Test
    void readsAServerWithTheRole() {
        var access = Access.parse(fields(
                "f",
                "f",
                "t",
                "t",
                "/etc/postgresql/17/main/pg_hba.conf",
                "4096",
                "",
                "=localhost, ::1",
                "=replica",
                "=2",
                "=10",
                "",
                "f",
                "t",
                "t",
                "f",
                "t",
                "f",
                "t",
                "f"));
        assertThat(access.inRecovery()).isFalse();
        assertThat(access.pristine()).isFalse();
        assertThat(access.stale()).isTrue();
        assertThat(access.tls()).isTrue();
        assertThat(access.rules()).isEqualTo(Path.of("/etc/postgresql/17/main/pg_hba.conf"));
        assertThat(access.brokenRules()).isEmpty();
        assertThat(access.tooLow()).containsExactly(PairSetting.LISTEN_ADDRESSES, PairSetting.MAX_WAL_SENDERS);
        assertThat(access.restartDue()).isFalse();
        assertThat(access.role())
                .contains(new Access.RoleRights(true, true, false, List.of(Grant.CHECKPOINT, Grant.BACKUP_STOP)));
    }

    @Test
    void readsAServerWithoutTheRoleAndWithBrokenRules() {
        var access = Access.parse(fields(
                "t",
                "t",
                "f",
                "f",
                "/hba",
                "64",
                "line 3: invalid IP mask \"x\"; line 9: end-of-line",
                "=127.0.0.1,10.0.0.11",
                "=logical",
                "=10",
                "=10",
                "=on",
                "t",
                "",
                "",
                "",
                "",
                "",
                "",
                ""));
        assertThat(access.tooLow()).isEmpty();
        assertThat(access.restartDue()).isTrue();
        assertThat(access.inRecovery()).isTrue();
        assertThat(access.scramIterations()).isEqualTo(64);
        assertThat(access.brokenRules()).containsExactly("line 3: invalid IP mask \"x\"", "line 9: end-of-line");
        assertThat(access.role()).isEmpty();
    }

    @Test
    void otherWordsAreNoAnswer() {
        assertThatThrownBy(() -> Access.parse("hello\n")).isInstanceOf(Failure.class);
    }

    @Test
    void grantsAreGivenAndTakenBackInSql() {
        assertThat(Grant.MONITOR.give("zstandby")).isEqualTo("GRANT pg_monitor TO zstandby");
        assertThat(Grant.BACKUP_STOP.take("Z s"))
                .isEqualTo("REVOKE EXECUTE ON FUNCTION pg_backup_stop(boolean) FROM \"Z s\"");
    }

    @Test
    void rulesNameOnlyWhatIsNeeded() {
        assertThat(AccessRule.forPeer(true, "postgres", "zstandby", "10.0.0.12"))
                .isEqualTo("hostssl postgres,replication zstandby 10.0.0.12/32 scram-sha-256");
        assertThat(AccessRule.forPeer(false, "all", "Z s", "fd00::12"))
                .isEqualTo("host \"all\",replication \"Z s\" fd00::12/128 scram-sha-256");
        assertThat(AccessRule.forThisNode("postgres", "zstandby", "127.0.0.1"))
                .isEqualTo("host postgres zstandby 127.0.0.1/32 scram-sha-256");
    }
}
