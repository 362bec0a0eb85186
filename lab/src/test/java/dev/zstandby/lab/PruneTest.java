package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What is kept beside the live tree goes when it need not be kept, and nothing else does. */
@StartsFrom("seeded")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PruneTest {
    /** For a week, unless the pool is that full in percent. */
    private static final String KEEP_WHILE_THERE_IS_ROOM = "retired: {keep-for: 7d, pool-full: %d, successor-for: 0d}";

    private final Machines machines;

    PruneTest(Machines machines) {
        this.machines = machines;
    }

    private Result prune(Node node, String options) {
        return prune(node, Scenario.KEEP_LITTLE, options);
    }

    private Result prune(Node node, String retention, String options) {
        return machines.run(
                node,
                "cat /etc/zstandby/zstandby.yaml - >/tmp/retention.yaml; zstandby prune --config /tmp/retention.yaml "
                        + options,
                retention);
    }

    private String zfs(Node node, String arguments) {
        return machines.run(node, "zfs " + arguments).succeeded().output();
    }

    /** Bytes of the group on alpha, once nothing is being freed any more. */
    private long used() {
        return Long.parseLong(machines.run(
                        Node.ALPHA,
                        "for i in $(seq 100); do zpool sync tank; [ $(zpool get -Hp -o value freeing tank) = 0 ] && break; sleep 0.2; done;"
                                + " zfs get -Hp -o value used tank/pg")
                .succeeded()
                .line());
    }

    @Test
    @Order(1)
    void bothNodesTakeSnapshotsOfTheirOwn() {
        for (Node node : Node.values()) {
            var name = machines.run(node, "zstandby snapshot --yes --output json")
                    .succeeded()
                    .snapshot();
            assertThat(name).startsWith("zstandby-");
            assertThat(zfs(
                            node,
                            "get -Hp -o value zstandby:lsn-lower,zstandby:lsn-upper,zstandby:timeline"
                                    + " tank/pg/data@" + name))
                    .matches("[0-9A-F]+/[0-9A-F]+\n[0-9A-F]+/[0-9A-F]+\n1\n");
        }
    }

    @Test
    @Order(2)
    void whatIsNotKeptGoesAndWhatIsHeldOrOfOthersStays() {
        machines.run(
                        Node.ALPHA,
                        "set -e; zfs snapshot tank/pg/data@foreign; file=/var/lib/postgresql/17/main/filler;"
                                + " dd if=/dev/urandom of=$file bs=1M count=40 status=none; sync; zstandby snapshot --yes;"
                                + " rm $file; sync; zstandby snapshot --yes")
                .succeeded();
        var before = zfs(Node.ALPHA, "list -H -o name -t snapshot -r tank/pg");
        prune(Node.ALPHA, "--dry-run").succeeded().says("destroy 2 snapshots of tank/pg/data", "gives back 4");
        assertThat(zfs(Node.ALPHA, "list -H -o name -t snapshot -r tank/pg")).isEqualTo(before);
        long used = used();
        var pruned = prune(Node.ALPHA, "--yes --output json").succeeded();
        assertThat(used - used())
                .as("what ZFS has got back, as it was told before")
                .isCloseTo(pruned.figure("bytesReclaimed"), withinPercentage(10));
        assertThat(zfs(Node.ALPHA, "list -H -o name -t snapshot -r tank/pg").lines())
                .as("the common one, which is held, somebody's, and the last")
                .filteredOn(name -> name.startsWith("tank/pg/data@"))
                .hasSize(3)
                .anyMatch(name -> name.endsWith("@foreign"));
        prune(Node.ALPHA, "--yes").endedWith(4).says("alpha has nothing to prune.");
        machines.run(Node.BETA, "zstandby reset --refresh --yes").succeeded();
    }

    @Tag("long")
    @Test
    @Order(3)
    void aRetiredTreeThatSomebodyUsesStays() {
        var retired = zfs(Node.BETA, "list -H -o name -r tank/pg")
                .lines()
                .filter(name -> name.contains("data.zstandby-retired-"))
                .findFirst()
                .orElseThrow();
        machines.run(Node.BETA, "zfs snapshot %1$s@mine; zfs clone %1$s@mine tank/rescue".formatted(retired))
                .succeeded();
        prune(Node.BETA, "--yes").says("stays", "@mine is not zstandby's", "tank/rescue is a clone of it");
        machines.run(
                        Node.BETA,
                        "zfs list %s@mine && zfs destroy tank/rescue && zfs destroy %s@mine"
                                .formatted(retired, retired))
                .succeeded();
        machines.run(Node.BETA, "zstandby prune --dry-run").endedWith(4).says("has streamed for 24 hours");
        prune(Node.BETA, KEEP_WHILE_THERE_IS_ROOM.formatted(100), "--dry-run").endedWith(4);
        // More than one of the hundred parts of the pool.
        machines.run(
                        Node.BETA,
                        "zfs create -o mountpoint=/big tank/big && dd if=/dev/urandom of=/big/file bs=1M count=200 status=none"
                                + " && zpool sync")
                .succeeded();
        prune(Node.BETA, KEEP_WHILE_THERE_IS_ROOM.formatted(1), "--dry-run")
                .succeeded()
                .says("pool tank is", "% full");
        var pruned = prune(Node.BETA, KEEP_WHILE_THERE_IS_ROOM.formatted(1), "--yes --output json")
                .succeeded();
        assertThat(pruned.figure("bytesReclaimed")).isPositive();
        assertThat(pruned.json().get("plan")).asString().contains("pool tank is");
        assertThat(zfs(Node.BETA, "list -H -o name")).doesNotContain("retired");
        machines.run(Node.BETA, "zfs destroy tank/big").succeeded();
        machines.assertThatBetaStreams();
        machines.run(Node.BETA, "zstandby reset --refresh --yes").succeeded();
    }

    /** Each dataset of the group is a root of its own here. */
    @Test
    @Order(4)
    void whatIsLeftOfATreeWhoseDestructionHasBegunGoesAtOnce() {
        var roots = zfs(Node.BETA, "list -H -o name")
                .lines()
                .filter(name -> name.contains(".zstandby-retired-"))
                .toList();
        assertThat(roots).hasSize(2);
        machines.run(
                        Node.BETA,
                        "zfs set zstandby:tree=pruned %s && zfs destroy -r %s"
                                .formatted(String.join(" ", roots), roots.getLast()))
                .succeeded();
        machines.run(Node.BETA, "zstandby undo --yes").endedWith(4).says("no retired tree to go back to");
        machines.run(Node.BETA, "zstandby prune --yes").succeeded().says("its destruction has begun");
        assertThat(zfs(Node.BETA, "list -H -o name")).doesNotContain("retired");
    }

    @Test
    @Order(5)
    void theSlotOfANodeThatLeftIsReportedAndDroppedWhenTold() {
        machines.sql(Node.ALPHA, "postgres", "SELECT pg_create_physical_replication_slot('zstandby_gamma', true)");
        machines.run(Node.ALPHA, "zstandby prune --dry-run").says("slot zstandby_gamma belongs to no peer", "of WAL");
        machines.run(Node.ALPHA, "zstandby prune --yes --drop-slot=zstandby_beta")
                .endedWith(5)
                .says("zstandby_beta is not a slot that zstandby made");
        machines.run(Node.ALPHA, "zstandby prune --yes --drop-slot=zstandby_gamma")
                .succeeded();
        assertThat(machines.sql(Node.ALPHA, "postgres", "SELECT string_agg(slot_name, ',') FROM pg_replication_slots"))
                .isEqualTo("zstandby_beta");
    }

    @Test
    @Order(6)
    void whatIsHeldForANodeThatLeftIsReportedAndReleasedWhenTold() {
        machines.run(
                        Node.ALPHA,
                        "zfs hold zstandby:gamma $(zfs list -H -o name -t snapshot -s createtxg tank/pg/wal | grep @zstandby- | tail -n 1)")
                .succeeded();
        machines.run(Node.ALPHA, "zstandby prune --dry-run").says("1 snapshot is held for gamma, which is no peer");
        machines.run(Node.ALPHA, "zstandby prune --yes --drop-holds=beta")
                .endedWith(5)
                .says("beta is a peer");
        machines.run(Node.ALPHA, "zstandby prune --yes --drop-holds=gamma")
                .succeeded()
                .says("release 1 snapshot held for gamma");
        assertThat(machines.run(Node.ALPHA, "zfs list -H -o name -t snapshot | xargs zfs holds -H")
                        .output())
                .contains("zstandby:beta")
                .doesNotContain("zstandby:gamma");
    }
}
