package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What people do to a pair behind zstandby's back. Of the same kind and elsewhere: a standby promoted by hand and snapshots of others
 * ({@link ResetTest}), a common snapshot that is destroyed ({@link LossTest}), another cluster and changed staged trees
 * ({@link RefusalTest}).
 */
@Tag("long")
@StartsFrom("seeded")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DivergedTest {
    private final Machines machines;

    DivergedTest(Machines machines) {
        this.machines = machines;
    }

    @Test
    @Order(1)
    void aRenamedDatasetIsNamed() {
        machines.run(
                        Node.BETA,
                        "systemctl stop postgresql@17-main && zfs unmount tank/pg/wal && zfs rename tank/pg/wal tank/pg/elsewhere")
                .succeeded();
        for (var command : List.of("zstandby reset --yes", "zstandby sync --yes")) {
            machines.run(Node.BETA, command)
                    .endedWith(5)
                    .says(
                            "tank/pg/wal, the dataset of wal, is not there on beta, but tank/pg/elsewhere has its snapshots",
                            "zfs rename 'tank/pg/elsewhere' 'tank/pg/wal'");
        }
        machines.run(
                        Node.BETA,
                        "zfs rename tank/pg/elsewhere tank/pg/wal && zfs mount tank/pg/wal && systemctl start postgresql@17-main")
                .succeeded();
        machines.run(Node.BETA, "zstandby reset --refresh --yes").succeeded();
        machines.assertThatBetaStreams();
    }

    /** To a snapshot before the newest common one, which is gone with it: the standby is ahead of its primary. */
    @Test
    @Order(2)
    void aPrimaryThatWasRolledBackIsFollowedFromAnOlderCommonSnapshot() {
        machines.sql(Node.ALPHA, "bench", "CREATE TABLE lost AS SELECT 1 AS n");
        machines.run(Node.BETA, "zstandby reset --refresh --yes").succeeded();
        machines.runFile(Node.ALPHA, "lab/matrix/roll-back.sh").succeeded();
        machines.run(Node.BETA, "zstandby status").succeeded().says("beta has replayed WAL that alpha never wrote");
        // Past it nobody but ZFS can tell.
        machines.sql(
                Node.ALPHA, "bench", "CREATE TABLE past AS SELECT repeat('x', 100) FROM generate_series(1, 200000)");
        machines.run(Node.BETA, "zstandby check").says("alpha does not have any more what beta holds");
        machines.run(Node.BETA, "zstandby sync --yes")
                .endedWith(5)
                .says("alpha does not have any more what beta holds");
        machines.run(Node.BETA, "zstandby reset --yes").succeeded();
        machines.assertThatBetaStreams();
        assertThat(machines.sql(Node.BETA, "bench", "SELECT to_regclass('lost') IS NULL"))
                .isEqualTo("t");
        machines.run(Node.BETA, "zstandby reset --yes").endedWith(4);
    }

    /** What the standby would become is gone on the primary, and what it is is not: it is older. It has streamed on all the same. */
    @Test
    @Order(3)
    void aPrimaryThatWasRolledBackPastWhatIsStagedIsFollowedAndTheStagedCopyKept() {
        machines.run(Node.BETA, "zstandby sync --yes").succeeded();
        machines.runFile(Node.ALPHA, "lab/matrix/roll-back.sh").succeeded();
        machines.sql(
                Node.ALPHA, "bench", "CREATE TABLE further AS SELECT repeat('x', 100) FROM generate_series(1, 200000)");
        machines.run(Node.BETA, "zstandby reset --yes").succeeded().says("is not on the primary any more");
        machines.assertThatBetaStreams();
        assertThat(machines.run(Node.BETA, "zfs list -H -o name | grep -c aside")
                        .line())
                .isEqualTo("2");
        assertThat(machines.run(
                                Node.BETA,
                                "zfs list -H -o name -t snapshot | grep aside | xargs zfs holds -H | grep -c zstandby: || true")
                        .line())
                .isEqualTo("0");
        machines.run(Node.BETA, "zstandby reset --yes").endedWith(4);
        machines.run(Node.BETA, "zfs list -H -o name | grep aside | xargs -n 1 zfs destroy -r")
                .succeeded();
    }

    /** The same cluster by its identifier, in datasets that know nothing of each other. */
    @Test
    @Order(4)
    void aPrimaryThatWasRestoredFromElsewhereHasNothingInCommon() {
        machines.run(
                        Node.ALPHA,
                        "set -e; systemctl stop postgresql@17-main; zfs unmount tank/pg/wal; zfs unmount tank/pg/data;"
                                + " for d in data wal; do zfs set canmount=noauto tank/pg/$d; zfs rename tank/pg/$d tank/pg/old-$d;"
                                + " zfs create -u -o mountpoint=$(zfs get -Hpo value mountpoint tank/pg/old-$d) tank/pg/$d;"
                                + " zfs set mountpoint=/mnt/$d tank/pg/old-$d; zfs mount tank/pg/$d; zfs mount tank/pg/old-$d;"
                                + " chown postgres: $(zfs get -Hpo value mountpoint tank/pg/$d);"
                                + " cp -a /mnt/$d/. $(zfs get -Hpo value mountpoint tank/pg/$d)/; done;"
                                + " zfs allow zstandby snapshot,send,hold,release,userprop,mount tank/pg; systemctl start postgresql@17-main")
                .succeeded();
        machines.run(Node.BETA, "zstandby reset --refresh --yes")
                .endedWith(5)
                .says("no snapshot in common", "seed --replace");
        machines.run(Node.BETA, "zstandby sync --yes").endedWith(5).says("no snapshot in common");
        machines.run(Node.BETA, "zstandby seed --replace --yes").succeeded();
        machines.assertThatBetaStreams();
    }

    @Test
    @Order(5)
    void whatHasArrivedIsNotSentAgain() {
        Scenario.fill(machines, 300);
        machines.resetEndedBy("KILL", 60_000_000);
        var token = machines.run(Node.BETA, "zfs get -Hpo value receive_resume_token tank/pg/data.zstandby-staged")
                .succeeded()
                .line();
        long left =
                Long.parseLong(machines.run(Node.ALPHA, "zfs send -nvP -t %s | sed -n 's/^size\\t//p'".formatted(token))
                        .succeeded()
                        .line());
        assertThat(left).as("much of it has arrived, and much has not").isBetween(50L << 20, 260L << 20);
        theGateTakesATokenOnlyForWhatItIsOf(token);
        var again = machines.run(Node.BETA, "zstandby reset --refresh --yes --output json")
                .succeeded();
        System.out.printf("left %d bytes, sent %d%n", left, again.figure("bytesTravelled"));
        assertThat(again.figure("bytesTravelled"))
                .as("what was left, and what came since")
                .isLessThanOrEqualTo(left * 110 / 100);
        machines.assertThatBetaStreams();
    }

    /**
     * Asked with it for another member, and for a whole stream; the snapshots and the base that are named with it are there. And with one
     * that fits, but for a stream of another kind.
     */
    private void theGateTakesATokenOnlyForWhatItIsOf(String token) {
        var named = machines.run(
                        Node.ALPHA,
                        "zfs send -nvP -t %s | awk '/toname =/ { sub(/.*@/, \"\"); print } /^incremental/ { sub(/.*@/, \"\", $2); print $2 }'"
                                .formatted(token))
                .succeeded()
                .output()
                .lines()
                .toList();
        var wal = guid("wal", named.getFirst());
        var base = guid("wal", named.getLast());
        for (var request : List.of(
                "{\"member\":\"wal\",\"snapshot\":\"%s\",\"base\":\"%s\",\"token\":\"%s\"}".formatted(wal, base, token),
                "{\"member\":\"data\",\"snapshot\":\"%s\",\"token\":\"%s\"}"
                        .formatted(guid("data", named.getFirst()), token))) {
            machines.gate("stream", request + "\n").failed().says("The resume token is not one for tank/pg/");
        }
        machines.gate(
                        "stream",
                        "{\"member\":\"data\",\"snapshot\":\"%s\",\"token\":\"%s\"}\n"
                                .formatted(guid("data", named.getFirst()), ofUncompressedStream(named.getFirst())))
                .failed()
                .says("The resume token is not one for tank/pg/");
    }

    private String ofUncompressedStream(String snapshot) {
        machines.run(
                Node.ALPHA,
                "zfs send tank/pg/data@%s | head -c 8000000 | zfs receive -s -u tank/token".formatted(snapshot));
        var token = machines.run(Node.ALPHA, "zfs get -Hpo value receive_resume_token tank/token")
                .succeeded()
                .line();
        assertThat(token).startsWith("1-");
        machines.run(Node.ALPHA, "zfs receive -A tank/token").succeeded();
        return token;
    }

    private String guid(String member, String snapshot) {
        return machines.run(Node.ALPHA, "zfs get -Hpo value guid tank/pg/%s@%s".formatted(member, snapshot))
                .succeeded()
                .line();
    }
}
