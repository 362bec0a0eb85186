package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What setup has done to both nodes of a pair, again and taken back. */
@Tag("long")
@StartsFrom("pair")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SetupTest {
    private static final String KEYS = "/var/lib/zstandby/.ssh/authorized_keys";
    private static final String RULES = "/etc/postgresql/17/main/pg_hba.conf";

    private final Machines machines;

    SetupTest(Machines machines) {
        this.machines = machines;
    }

    @Test
    @Order(1)
    void aSecondSetupHasNothingToDo() {
        machines.run(Node.ALPHA, "zstandby setup --yes").endedWith(4).says("Everything is set up.");
        assertThat(machines.run(Node.BETA, "zstandby setup --dry-run --output json")
                        .succeeded()
                        .json()
                        .get("plan"))
                .hasToString("{reasons=[], steps=[]}");
    }

    @Test
    @Order(2)
    void thePasswordIsInThePassfilesAndNowhereElse() {
        for (Node node : Node.values()) {
            assertThat(machines.run(
                                    node,
                                    "p=$(cut -d: -f5 /etc/zstandby/passfile); test ${#p} = 43;"
                                            + " grep -rlF \"$p\" /etc /var/log /var/lib/zstandby /run /tmp 2>/dev/null | sort;"
                                            + " journalctl --no-pager 2>/dev/null | grep -cF \"$p\"; true")
                            .succeeded()
                            .output())
                    .isEqualTo("/etc/zstandby/passfile\n/etc/zstandby/server-passfile\n0\n");
        }
        machines.run(Node.ALPHA, "stat -c '%U %a' /etc/zstandby/passfile /etc/zstandby/server-passfile")
                .says("zstandby 600\npostgres 600");
        assertThat(
                        machines.sql(
                                Node.ALPHA,
                                "postgres",
                                "SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls FROM pg_roles WHERE rolname = 'zstandby'"))
                .isEqualTo("f");
    }

    @Test
    @Order(3)
    void theUserCannotAdmitKeys() {
        machines.run(
                        Node.ALPHA,
                        "runuser -u zstandby -- sh -c 'echo x >>%s || mv %s /tmp/ || touch /var/lib/zstandby/x'"
                                .formatted(KEYS, KEYS))
                .endedWith(1);
    }

    /** Lines of others, one without an end, bytes that are no text, and rules that include more of them. */
    @Test
    @Order(4)
    void whatSetupDidIsTakenBackAndWhatOthersWroteStays() {
        for (Node node : Node.values()) {
            machines.run(
                            node,
                            "printf 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFothers other\\n# \\351\\377' >>%s;"
                                            .formatted(KEYS)
                                    + " printf '# edited by hand\\ninclude_if_exists more.conf # rules of others\\n' >>%s;"
                                            .formatted(RULES)
                                    + " cp -p %s /root/rules.set".formatted(RULES))
                    .succeeded();
            machines.run(node, "zstandby setup --undo --dry-run").succeeded().says("userdel zstandby");
            machines.run(node, "zstandby setup --undo --yes").succeeded();
            assertThat(machines.run(
                                    node,
                                    "getent passwd zstandby; ls /etc/zstandby; zfs allow tank/pg; ls -A /var/lib/zstandby/.ssh;"
                                            + " grep zstandby %s".formatted(RULES))
                            .output())
                    .isEqualTo("zstandby.yaml\nauthorized_keys\nhost postgres zstandby 10.77.0.1/32 scram-sha-256\n");
            assertThat(machines.run(node, "od -An -c %s | tail -n 2".formatted(KEYS))
                            .output())
                    .endsWith("351 377\n");
            assertThat(machines.run(node, "diff %s /root/rules.set | grep '^[<>]'".formatted(RULES))
                            .output()
                            .lines())
                    .hasSize(3)
                    .allMatch(line -> line.startsWith("> "));
            assertThat(machines.run(node, "stat -c '%%U %%a' %s /root/rules.set".formatted(RULES))
                            .output()
                            .lines()
                            .distinct())
                    .hasSize(1);
            machines.run(node, "zstandby setup --undo --yes").endedWith(4).says("Setup has changed nothing here.");
        }
        assertThat(machines.sql(Node.ALPHA, "postgres", "SELECT count(*) FROM pg_roles WHERE rolname = 'zstandby'"))
                .isEqualTo("0");
    }

    /** alpha by the printed script; beta by setup, killed wherever it happens to be, and run again. */
    @Test
    @Order(5)
    void byHandOrKilledOnTheWaySetupComesToItsEnd() {
        machines.run(Node.ALPHA, "zstandby setup --print >/root/setup.sh && sh /root/setup.sh")
                .succeeded();
        machines.run(Node.ALPHA, "zstandby setup --yes").endedWith(4);
        var card = machines.run(Node.ALPHA, "zstandby setup --card").succeeded().output();
        assertThat(card.lines()).hasSize(1);
        machines.run(
                        Node.BETA,
                        "cat >/root/card; for i in 4 5 6; do timeout --foreground -s KILL $i zstandby setup --yes --trust /root/card; done;"
                                + " zstandby setup --yes --trust /root/card; rm /root/card; zstandby setup --yes",
                        card)
                .endedWith(4);
        var betas = machines.run(Node.BETA, "zstandby setup --card").succeeded().output();
        machines.run(Node.ALPHA, "zstandby setup --yes --trust -", betas).succeeded();
        machines.run(Node.BETA, "zstandby check").succeeded();
        // As an ssh-keygen leaves it that is killed between the two halves.
        machines.run(Node.BETA, "rm /etc/zstandby/id_ed25519.pub && zstandby setup --yes")
                .endedWith(4);
        assertThat(machines.run(Node.BETA, "zstandby setup --card").succeeded().output())
                .isEqualTo(betas);
    }

    @Test
    @Order(6)
    void aCardThatIsNoneOrOfAStrangerChangesNothing() {
        machines.run(Node.BETA, "zstandby setup --yes --trust -", "{\"node\":\"alpha\"}")
                .endedWith(2)
                .says("This is not a valid Card.");
        var card = machines.run(Node.ALPHA, "zstandby setup --card").output();
        machines.run(Node.BETA, "zstandby setup --yes --trust -", card.replace("\"alpha\"", "\"gamma\""))
                .endedWith(5)
                .says("gamma, whose card this is, is no peer");
        machines.run(Node.ALPHA, "zstandby setup --yes --trust -", card)
                .endedWith(5)
                .says("this node itself");
        machines.run(Node.BETA, "su postgres -s /bin/sh -c 'zstandby setup --yes'")
                .endedWith(3)
                .says("Run the command as root.");
    }

    @Test
    @Order(7)
    void checkNamesEachRightThatIsMissing() {
        var permissions = "snapshot,send,hold,release,userprop,mount";
        machines.run(Node.ALPHA, "zfs unallow zstandby %s tank/pg".formatted(permissions))
                .succeeded();
        sql(
                "REVOKE pg_checkpoint",
                "REVOKE EXECUTE ON FUNCTION pg_backup_start(text, boolean)",
                "REVOKE EXECUTE ON FUNCTION pg_backup_stop(boolean)");
        machines.run(Node.BETA, "zstandby check --output nagios")
                .endedWith(2)
                .says(
                        "ZSTANDBY CRITICAL",
                        "zfs allow zstandby %s ".formatted(permissions),
                        "GRANT pg_checkpoint TO zstandby",
                        "GRANT EXECUTE ON FUNCTION pg_backup_start(text, boolean) TO zstandby",
                        "GRANT EXECUTE ON FUNCTION pg_backup_stop(boolean) TO zstandby");
        sql("REVOKE pg_monitor");
        machines.run(Node.BETA, "zstandby check")
                .endedWith(3)
                .says("GRANT pg_monitor TO zstandby; GRANT pg_checkpoint");
        machines.run(Node.ALPHA, "zpool set delegation=off tank; echo 'hots all' >>%s".formatted(RULES))
                .succeeded();
        machines.run(Node.ALPHA, "zstandby setup --yes").endedWith(3).says("zpool set delegation=on tank");
        machines.run(Node.ALPHA, "zpool set delegation=on tank; sed -i '/,replication zstandby/d' %s".formatted(RULES))
                .succeeded();
        machines.run(Node.ALPHA, "zstandby setup --yes").endedWith(3).says("invalid connection type \"hots\"");
        machines.run(Node.ALPHA, "sed -i '/^hots all/d' %s".formatted(RULES)).succeeded();
        // What was given before that is there; that the server has not read the file yet is seen.
        machines.run(Node.ALPHA, "zstandby setup --yes").succeeded();
        machines.run(Node.BETA, "zstandby check").succeeded();
    }

    @Test
    @Order(8)
    void settingsThatKeepStandbysOutAreSetAndTakenBack() {
        machines.run(
                        Node.ALPHA,
                        "sed -i \"s/^listen_addresses.*/listen_addresses = 'localhost'/\" /etc/postgresql/17/main/postgresql.conf;"
                                + " systemctl restart postgresql@17-main")
                .succeeded();
        machines.run(Node.ALPHA, "zstandby setup --yes")
                .succeeded()
                .says("ALTER SYSTEM SET listen_addresses = '*'", "systemctl restart postgresql@17-main");
        machines.run(Node.ALPHA, "zstandby setup --yes").endedWith(4).says("systemctl restart postgresql@17-main");
        machines.run(Node.ALPHA, "systemctl restart postgresql@17-main").succeeded();
        assertThat(machines.sql(Node.ALPHA, "postgres", "SHOW listen_addresses"))
                .isEqualTo("*");
        machines.run(Node.ALPHA, "zstandby setup --undo --yes").succeeded();
        assertThat(machines.sql(
                        Node.ALPHA,
                        "postgres",
                        "SELECT count(*) FROM pg_file_settings WHERE sourcefile LIKE '%auto.conf'"))
                .isEqualTo("0");
    }

    /** alpha's setup was taken back, but for what the script made by hand; beta's card has the password. */
    @Test
    @Order(9)
    void noProcessAndNoOutputShowsThePasswordWhileItIsPutInPlace() {
        var password =
                machines.run(Node.BETA, "cut -d: -f5 /etc/zstandby/passfile").line();
        var card = machines.run(Node.BETA, "zstandby setup --card").succeeded().output();
        assertThat(card).contains(password);
        machines.run(Node.ALPHA, "rm /etc/zstandby/passfile /etc/zstandby/server-passfile")
                .succeeded();
        machines.sql(Node.ALPHA, "postgres", "DROP OWNED BY zstandby; DROP ROLE zstandby");
        machines.run(
                        Node.ALPHA,
                        "cat >/root/secret; (setsid sh -c 'while [ -e /root/secret ]; do"
                                + " grep -lFf /root/secret /proc/[0-9]*/cmdline /proc/[0-9]*/environ; done'"
                                + " >/root/seen 2>/dev/null &)",
                        password + "\n")
                .succeeded();
        var shown = machines.run(Node.ALPHA, "zstandby setup --yes --verbose --trust - 2>&1", card)
                .succeeded()
                .output();
        assertThat(shown)
                .contains("run: ", "write /etc/zstandby/passfile", "CREATE ROLE zstandby")
                .doesNotContain(password);
        assertThat(machines.run(Node.ALPHA, "zstandby setup --undo --dry-run --output json")
                        .output())
                .contains("passfile")
                .doesNotContain(password);
        assertThat(machines.run(Node.BETA, "zstandby check --verbose --output json 2>&1")
                        .output())
                .contains("findings")
                .doesNotContain(password);
        assertThat(machines.run(Node.ALPHA, "rm /root/secret; sleep 1; cat /root/seen")
                        .output())
                .isEmpty();
    }

    @Test
    @Order(10)
    void aClockThatIsAnHourOffIsNamed() {
        machines.run(
                        Node.BETA,
                        "date -s '1 hour' >/dev/null; zstandby check; s=$?; date -s '-1 hour' >/dev/null; exit $s")
                .succeeded()
                .says("seconds behind that of beta", "NTP");
    }

    /** Nobody can ask a server that is down whether anybody made something in it. */
    @Test
    @Order(11)
    void killedWhenItHasStoppedAnEmptyClusterItAsksForItsStartAndSetsItAside() {
        machines.run(
                        Node.BETA,
                        "cd /; runuser -u postgres -- /usr/lib/postgresql/17/bin/initdb -D /var/lib/postgresql/17/main >/dev/null"
                                + " && systemctl start postgresql@17-main")
                .succeeded();
        machines.run(
                        Node.BETA,
                        "printf '%s\\n' '#!/bin/sh' '[ \"$1\" != stop ] || touch /tmp/at-stop' '/usr/bin/systemctl \"$@\" || exit'"
                                + " '[ \"$1\" != stop ] || exec sleep 600' >/usr/local/sbin/systemctl; chmod +x /usr/local/sbin/systemctl")
                .succeeded();
        var setup = machines.begin(Node.BETA, "zstandby setup --yes");
        machines.run(
                        Node.BETA,
                        "timeout 300 sh -c 'until [ -e /tmp/at-stop ] && ! /usr/bin/systemctl is-active -q postgresql@17-main;"
                                + " do sleep 0.5; done' || exit 1; pkill -KILL -f 'zstandby.jar setu[p]'; pkill -x sleep; rm /usr/local/sbin/systemctl")
                .succeeded();
        assertThat(setup.join().status()).isNotZero();
        assertThat(machines.run(Node.BETA, "ls /var/lib/postgresql/17").output())
                .isEqualTo("main\n");
        machines.run(Node.BETA, "zstandby setup --yes")
                .endedWith(3)
                .says("was stopped to be set aside", "systemctl start postgresql@17-main");
        machines.run(Node.BETA, "systemctl start postgresql@17-main").succeeded();
        machines.run(Node.BETA, "zstandby setup --yes").succeeded().says("makes room for the standby");
        assertThat(machines.run(Node.BETA, "ls /var/lib/postgresql/17").output())
                .isEqualTo("main.before-zstandby\n");
        machines.run(Node.BETA, "zstandby setup --yes").endedWith(4);
    }

    private void sql(String... revocations) {
        machines.sql(Node.ALPHA, "postgres", String.join(" FROM zstandby; ", revocations) + " FROM zstandby");
    }
}
