package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The first copy, from a pair where beta has nothing. */
@StartsFrom("pair")
@org.junit.jupiter.api.TestMethodOrder(org.junit.jupiter.api.MethodOrderer.OrderAnnotation.class)
class SeedTest {
    private final Machines machines;

    SeedTest(Machines machines) {
        this.machines = machines;
    }

    @Test
    @Order(1)
    void initFindsWhatIsThere() {
        machines.run(Node.ALPHA, "zstandby init --stdout --node alpha --peer beta=10.77.0.12")
                .succeeded()
                .says(
                        "data-directory: /var/lib/postgresql/17/main",
                        "service: postgresql@17-main",
                        "data: tank/pg/data",
                        "wal: tank/pg/wal",
                        "host: 10.77.0.12");
        machines.run(Node.BETA, "zstandby init --node beta --peer alpha=10.77.0.11")
                .endedWith(5)
                .says("--force");
        machines.run(
                        Node.BETA,
                        "zstandby init --node beta --peer alpha=10.77.0.11 --output-file /tmp/found.yaml"
                                + " && zstandby config check --config /tmp/found.yaml")
                .succeeded();
    }

    @Test
    @Order(1)
    void resetOfANodeWithoutAClusterNamesSeed() {
        machines.run(Node.BETA, "zstandby reset --yes").endedWith(3).says("zstandby seed");
    }

    @Test
    @Order(2)
    void dryRunChangesNothing() {
        var before = machines.run(Node.BETA, "zfs list -H -o name").output();
        machines.run(Node.BETA, "zstandby seed --dry-run")
                .succeeded()
                .says("receive data in full", "stop postgresql@17-main", "wait until it streams");
        assertThat(machines.run(Node.BETA, "zfs list -H -o name").output()).isEqualTo(before);
        assertThat(machines.sql(Node.ALPHA, "postgres", "SELECT count(*) FROM pg_replication_slots"))
                .isEqualTo("0");
    }

    @Test
    @Order(3)
    void aSeedThatFailsDropsItsSlotAndTheSameCommandGoesOn() {
        machines.run(Node.BETA, "zfs set quota=1M tank/pg").succeeded();
        machines.run(Node.BETA, "zstandby seed --yes").endedWith(3).says("are available there");
        machines.run(Node.BETA, "zfs set quota=none tank/pg; mv /etc/postgresql/17 /etc/postgresql/away")
                .succeeded();
        machines.run(Node.BETA, "zstandby seed --yes").endedWith(1).says("then run the same command again");
        // The temporary one goes when the server notices that its connection is gone.
        machines.run(
                        Node.ALPHA,
                        "cd /; for i in $(seq 60); do [ \"$(runuser -u postgres -- psql -XAtc 'SELECT count(*) FROM pg_replication_slots')\" = 0 ]"
                                + " && exit 0; sleep 1; done; exit 1")
                .succeeded();
        machines.run(Node.BETA, "mv /etc/postgresql/away /etc/postgresql/17").succeeded();
        machines.run(Node.BETA, "zstandby reset --yes").succeeded();
        machines.assertThatBetaStreams();
    }
}
