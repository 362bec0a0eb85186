package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Every command by the user zstandby, with what sudo and ZFS let it do and nothing else. */
@Tag("long")
@StartsFrom("seeded")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NoRootTest {
    private static final String PERMISSIONS =
            "snapshot,send,hold,release,userprop,mount,create,receive,rename,promote,rollback,destroy,clone,canmount";

    private final Machines machines;

    NoRootTest(Machines machines) {
        this.machines = machines;
    }

    /** As sudo would start it from an administrator's shell. */
    private Result byUser(String command) {
        return machines.run(Node.BETA, "cd /; runuser -u zstandby -- " + command);
    }

    private Result byRoot(String command) {
        return machines.run(Node.BETA, command);
    }

    @Test
    @Order(1)
    void withoutSetupTheUserMayChangeNothing() {
        byUser("zstandby reset --yes --refresh").endedWith(3).says("as root");
        byRoot("mv /usr/bin/sudo /usr/bin/sudo.away; echo 'run-by: zstandby' >>/etc/zstandby/zstandby.yaml")
                .succeeded();
        byRoot("zstandby setup --yes").endedWith(3).says("not installed here: sudo", "apt install sudo");
        byRoot("mv /usr/bin/sudo.away /usr/bin/sudo; zfs create tank/pg/others; zstandby setup --yes")
                .endedWith(5)
                .says("tank/pg/others");
        byRoot("zfs destroy tank/pg/others; zstandby setup --yes").succeeded();
        byRoot("zstandby setup --yes").endedWith(4);
        byRoot("stat -c '%U %a' /etc/sudoers.d/zstandby-tank-pg-data; visudo -cq")
                .says("root 440");
    }

    @Test
    @Order(2)
    void theUserLooks() {
        byUser("zstandby check").succeeded().says("User zstandby of beta may run every command.");
        byUser("zstandby status").succeeded().says("streaming");
        byUser("zstandby reset --yes").endedWith(4);
    }

    @Test
    @Order(3)
    void theUserSyncsAndResetsADivergedStandby() {
        machines.run(Node.ALPHA, "cd /; runuser -u postgres -- pgbench -n -t 200 bench")
                .succeeded();
        byUser("zstandby sync --yes").succeeded();
        byRoot("runuser -u postgres -- pg_ctlcluster 17 main promote").succeeded();
        machines.sql(Node.BETA, "bench", "CREATE TABLE diverged AS SELECT generate_series(1, 1000) AS n");
        byUser("zstandby reset --confirm beta").succeeded();
        assertThat(machines.sql(Node.BETA, "bench", "SELECT to_regclass('diverged') IS NULL"))
                .isEqualTo("t");
        machines.assertThatBetaStreams();
        assertThat(byRoot("findmnt -nro OPTIONS /var/lib/postgresql/17/main").output())
                .contains("nosuid", "nodev");
        assertThat(byRoot("zfs list -H -o name | grep -c staged || true").line())
                .isEqualTo("0");
        assertThat(byRoot("stat -c %U:%a /var/lib/postgresql/17/main/postgresql.auto.conf"
                                + " /var/lib/postgresql/17/main/pg_replslot")
                        .output())
                .isEqualTo("postgres:600\npostgres:700\n");
    }

    @Test
    @Order(4)
    void theUserGoesBackAndRootGoesOn() {
        byUser("zstandby undo --confirm beta").succeeded();
        assertThat(machines.sql(Node.BETA, "bench", "SELECT count(*) FROM diverged"))
                .isEqualTo("1000");
        byRoot("zstandby sync --yes").succeeded();
        byUser("zstandby reset --confirm beta").succeeded();
        machines.assertThatBetaStreams();
        byRoot("zstandby reset --refresh --yes").succeeded();
        machines.assertThatBetaStreams();
    }

    @Test
    @Order(5)
    void theUserSeedsAnewWhatWasThere() {
        byUser("zstandby seed --replace --confirm beta").succeeded();
        machines.assertThatBetaStreams();
    }

    @Test
    @Order(6)
    void theUserTakesASnapshotAndPrunes() {
        byUser("zstandby snapshot --yes").succeeded();
        machines.run(
                        Node.BETA,
                        "cat /etc/zstandby/zstandby.yaml - >/tmp/little.yaml",
                        "retired: {keep-for: 0d, successor-for: 0d}\n")
                .succeeded();
        byUser("zstandby prune --yes --config /tmp/little.yaml").succeeded().says("given back");
        assertThat(machines.run(Node.BETA, "zfs list -H -o name").line()).doesNotContain("retired");
    }

    @Test
    @Order(7)
    void theUserCannotDoMore() {
        for (var attempt : List.of(
                "sudo -n zfs destroy -r tank/pg/data",
                "sudo -n mount -t zfs -o zfsutil,nosuid,nodev tank/pg/data.zstandby-staged /etc",
                "sudo -n mount -t zfs -o zfsutil,nosuid,nodev,suid tank/pg/data.zstandby-staged /run/zstandby/staged/data",
                "sudo -n zfs set mountpoint=/etc tank/pg/data.zstandby-staged",
                "sudo -n systemctl start postgresql@17-main ssh",
                "sudo -n zstandby setup --yes",
                "sudo -n -u postgres zstandby owner --config /tmp/other.yaml",
                "zfs set mountpoint=/etc tank/pg/data",
                "zfs set setuid=on tank/pg/data",
                "zfs allow everyone destroy tank/pg",
                "ln -s /etc /run/zstandby/staged/other",
                "mv /run/zstandby/staged /run/zstandby/elsewhere",
                "cat /var/lib/postgresql/17/main/PG_VERSION")) {
            byUser(attempt).failed();
        }
        // What lies below a staged dataset must not be mounted by saying where that belongs.
        byUser("sh -c 'zfs create -u tank/pg/data.zstandby-staged; zfs create -u tank/pg/data.zstandby-staged/x;"
                        + " sudo -n zfs set -u mountpoint=/var/lib/postgresql/17/main tank/pg/data.zstandby-staged'")
                .succeeded();
        assertThat(byRoot(
                                "zfs get -H -o value mounted,mountpoint tank/pg/data.zstandby-staged/x; zfs destroy -r tank/pg/data.zstandby-staged")
                        .output())
                .isEqualTo("no\n/var/lib/postgresql/17/main/x\n");
        machines.assertThatBetaStreams();
    }

    @Test
    @Order(8)
    void checkNamesEachRightThatIsMissing() {
        byRoot("zfs unallow zstandby %s tank/pg; zfs inherit setuid tank/pg; rmdir /run/zstandby/user;"
                                .formatted(PERMISSIONS)
                        + " mv /etc/sudoers.d/zstandby-tank-pg-data /root/sudoers")
                .succeeded();
        byRoot("zstandby check")
                .endedWith(3)
                .says(
                        "zfs allow zstandby %s tank/pg".formatted(PERMISSIONS),
                        "zfs set setuid=off tank/pg",
                        "The files below /run",
                        "mount -t zfs -o zfsutil,nosuid,nodev tank/pg/data.zstandby-staged /run/zstandby/staged/data",
                        "umount /run/zstandby/staged/data",
                        "zfs set -u mountpoint=/var/lib/postgresql/17/main tank/pg/data.zstandby-staged",
                        "mount -t zfs -o zfsutil,nosuid,nodev tank/pg/data /var/lib/postgresql/17/main",
                        "umount /var/lib/postgresql/17/main",
                        "systemctl start postgresql@17-main",
                        "systemctl stop postgresql@17-main",
                        "zstandby owner --config /etc/zstandby/zstandby.yaml");
        byUser("zstandby reset --refresh --yes").endedWith(3).says("Run the command as root.");
        byRoot("zstandby setup --yes").succeeded();
        byUser("zstandby check").succeeded();
    }

    @Test
    @Order(9)
    void whatSetupDidForTheUserIsTakenBack() {
        byRoot("zstandby setup --undo --yes").succeeded();
        assertThat(byRoot(
                                "ls /etc/sudoers.d/zstandby-tank-pg-data /etc/tmpfiles.d/zstandby-tank-pg-data.conf; zfs allow tank/pg;"
                                        + " zfs get -H -o source setuid,devices,volmode tank/pg")
                        .output())
                .isEqualTo("default\ndefault\ndefault\n");
    }
}
