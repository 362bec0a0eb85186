package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** WAL in a second pool, a tablespace in a third dataset, and names with spaces: snapshots need backup mode. */
@Tag("long")
@StartsFrom("pair")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoPoolsTest {
    private static final String ADD_POOL =
            "zpool create -o ashift=12 -O mountpoint=none second /dev/disk/by-id/virtio-spare;"
                    + " sed -i 's|  wal: tank/pg/wal|  wal: second/pg wal\\n  tablespaces:\\n    archive: tank/pg/an archive|'"
                    + " /etc/zstandby/zstandby.yaml;"
                    // Interpreted, a handshake of TLS takes longer than the log-in may.
                    + " sed -i 's/-Xint//' /etc/default/zstandby;";

    private final Machines machines;

    TwoPoolsTest(Machines machines) {
        this.machines = machines;
    }

    @Test
    @Order(1)
    void aSeedFromTwoPoolsStreams() {
        machines.run(
                        Node.ALPHA,
                        ADD_POOL
                                + " set -e; systemctl stop postgresql@17-main;"
                                + " echo 'ssl = on' >>/etc/postgresql/17/main/postgresql.conf;"
                                + " zfs create -o mountpoint=/var/lib/postgresql/17/fast-wal 'second/pg wal';"
                                + " cp -a /var/lib/postgresql/17/wal/pg_wal /var/lib/postgresql/17/fast-wal/;"
                                + " chown postgres: /var/lib/postgresql/17/fast-wal;"
                                + " ln -sfn /var/lib/postgresql/17/fast-wal/pg_wal /var/lib/postgresql/17/main/pg_wal;"
                                + " zfs destroy -r tank/pg/wal;"
                                + " zfs create -o mountpoint=/var/lib/postgresql/17/archive 'tank/pg/an archive';"
                                + " chown postgres: /var/lib/postgresql/17/archive;"
                                + " zfs allow zstandby snapshot,send,hold,release,userprop,mount second;"
                                + " systemctl start postgresql@17-main")
                .succeeded();
        machines.run(Node.BETA, ADD_POOL).succeeded();
        machines.sql(Node.ALPHA, "postgres", "CREATE TABLESPACE archive LOCATION '/var/lib/postgresql/17/archive'");
        machines.sql(
                Node.ALPHA, "bench", "CREATE TABLE old TABLESPACE archive AS SELECT generate_series(1, 5000) AS n");
        machines.run(Node.BETA, "zstandby seed --yes").succeeded().says("in backup mode", "spans pools");
        machines.run(Node.BETA, "grep -q 'starting backup recovery' /var/log/postgresql/postgresql-17-main.log")
                .succeeded();
        // What PostgreSQL has read it keeps by another name.
        machines.run(
                        Node.BETA,
                        "cd /var/lib/postgresql/17/main; grep -q 'LABEL: zstandby' backup_label.old"
                                + " && grep -q '^[0-9]* /var/lib/postgresql/17/archive$' tablespace_map.old")
                .succeeded();
        assertThat(machines.sql(Node.BETA, "bench", "SELECT count(*) FROM old")).isEqualTo("5000");
        assertThat(
                        machines.sql(
                                Node.ALPHA,
                                "postgres",
                                "SELECT ssl FROM pg_stat_ssl JOIN pg_stat_replication USING (pid) WHERE application_name = 'beta'"))
                .as("whether beta streams by TLS, which alpha offers")
                .isEqualTo("t");
        machines.assertThatBetaStreams();
    }

    @Test
    @Order(2)
    void aDivergedStandbyIsResetInBackupMode() {
        machines.run(Node.BETA, "runuser -u postgres -- pg_ctlcluster 17 main promote")
                .succeeded();
        machines.sql(Node.BETA, "bench", "DELETE FROM old");
        machines.sql(Node.ALPHA, "bench", "INSERT INTO old SELECT generate_series(5001, 6000)");
        machines.run(Node.BETA, "zstandby reset --confirm beta").succeeded().says("in backup mode");
        assertThat(machines.sql(Node.BETA, "bench", "SELECT count(*) FROM old")).isEqualTo("6000");
        machines.assertThatBetaStreams();
    }
}
