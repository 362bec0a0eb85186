package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** WAL on a dataset below the data's and mounted inside the data directory: one root, with a mount inside a mount. */
@Tag("long")
@StartsFrom("pair")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NestedTest {
    private static final String CONFIGURE =
            "sed -i 's|  wal: tank/pg/wal|  wal: tank/pg/data/wal|' /etc/zstandby/zstandby.yaml";

    private final Machines machines;

    NestedTest(Machines machines) {
        this.machines = machines;
    }

    @Test
    @Order(1)
    void walThatIsMountedInsideAndNotConfiguredIsNoticedBeforeAnythingIsSent() {
        machines.run(
                        Node.ALPHA,
                        "set -e; systemctl stop postgresql@17-main; cd /var/lib/postgresql/17/main;"
                                + " cp -a ../wal/pg_wal /tmp/pg_wal; rm pg_wal; install -d -o postgres -g postgres -m 700 pg_wal;"
                                + " zfs create -o mountpoint=/var/lib/postgresql/17/main/pg_wal tank/pg/data/wal;"
                                + " chown postgres: pg_wal; chmod 700 pg_wal; cp -a /tmp/pg_wal/. pg_wal/; cd /;"
                                + " zfs destroy -r tank/pg/wal; systemctl start postgresql@17-main;"
                                + " sed -i '/^  wal:/d' /etc/zstandby/zstandby.yaml")
                .succeeded();
        machines.run(
                        Node.BETA,
                        "sed '/^  wal:/d' /etc/zstandby/zstandby.yaml >/tmp/without.yaml;"
                                + " zstandby seed --yes --config /tmp/without.yaml")
                .endedWith(5)
                .says(
                        "tank/pg/data/wal of alpha is mounted at /var/lib/postgresql/17/main/pg_wal",
                        "wal, when it is pg_wal");
    }

    @Test
    @Order(2)
    void aSeedStreamsAndGivesTheStandbyTheSettingsItNeeds() {
        machines.run(
                        Node.ALPHA,
                        "echo '  wal: tank/pg/data/wal' >/tmp/wal; sed -i '/^  data: /r /tmp/wal' /etc/zstandby/zstandby.yaml")
                .succeeded();
        machines.run(Node.BETA, CONFIGURE + "; echo 'max_connections = 40' >>/etc/postgresql/17/main/postgresql.conf")
                .succeeded();
        machines.run(Node.BETA, "zstandby seed --yes").succeeded();
        machines.assertThatBetaStreams();
        assertThat(machines.sql(Node.BETA, "postgres", "SHOW max_connections")).isEqualTo("100");
        assertThat(machines.run(Node.BETA, "findmnt -no SOURCE /var/lib/postgresql/17/main/pg_wal")
                        .line())
                .isEqualTo("tank/pg/data/wal");
    }

    @Test
    @Order(3)
    void aDivergedStandbyIsResetAndTheWayBackWorks() {
        machines.run(Node.BETA, "runuser -u postgres -- pg_ctlcluster 17 main promote")
                .succeeded();
        machines.sql(Node.BETA, "bench", "CREATE TABLE diverged AS SELECT 1 AS n");
        machines.run(Node.BETA, "zstandby reset --confirm beta").succeeded();
        machines.assertThatBetaStreams();
        machines.run(Node.BETA, "zstandby undo --confirm beta").succeeded();
        assertThat(machines.sql(Node.BETA, "bench", "SELECT count(*) FROM diverged"))
                .isEqualTo("1");
    }
}
