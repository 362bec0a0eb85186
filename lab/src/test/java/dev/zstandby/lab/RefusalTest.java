package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bad input and bad luck: a clear message, the documented exit code, and the standby goes on serving. */
@StartsFrom("seeded")
class RefusalTest {
    private static final String CONFIG = "/etc/zstandby/zstandby.yaml";

    private final Machines machines;

    RefusalTest(Machines machines) {
        this.machines = machines;
    }

    @AfterEach
    void theStandbyStillServes() {
        assertThat(machines.sql(Node.BETA, "postgres", "SELECT pg_is_in_recovery()"))
                .isEqualTo("t");
    }

    /** The command with a copy of the configuration in which sed changed something. */
    private Result withConfig(String sed, String command) {
        return machines.run(
                Node.BETA,
                "sed %s %s >/tmp/changed.yaml; zstandby %s --config /tmp/changed.yaml"
                        .formatted(Machines.quoted(sed), CONFIG, command));
    }

    @Test
    void aHealthyPairPassesTheCheckInBothDirections() {
        machines.run(Node.BETA, "zstandby check")
                .succeeded()
                .says(
                        "system identifier",
                        "may stream from this node",
                        "common snapshot",
                        "sort text by the same versions");
    }

    @Test
    void tenMistakesInTheConfigurationAreReportedAtOnce() {
        var mistakes = """
                node: Beta!
                postgres:
                  data-directory: relative
                  bin-directory: also
                  port: 99999
                  servce: x
                replication:
                  passfile: here
                datasets:
                  data: /tank
                  wal: a//b
                peers:
                  alpha:
                    port: zero
                backup-mode: sometimes
                """;
        var result = machines.run(
                        Node.BETA, "cat >/tmp/wrong.yaml; zstandby config check --config /tmp/wrong.yaml", mistakes)
                .endedWith(2);
        assertThat(result.text().lines().filter(line -> line.matches(".*/tmp/wrong.yaml:\\d+:\\d+: .*")))
                .hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void anUnreachableServer() {
        withConfig("s/host: 10.77.0.11/host: 10.77.0.99/", "check")
                .endedWith(3)
                .says("PostgreSQL of alpha at 10.77.0.99", "listen_addresses");
    }

    @Test
    void anUnreachableHost() {
        withConfig("s/zstandby@10.77.0.11/zstandby@10.77.0.99/", "reset --refresh --yes")
                .endedWith(3)
                .says("cannot be reached by SSH");
    }

    @Test
    void aWrongKey() {
        machines.run(Node.BETA, "rm -f /tmp/key; ssh-keygen -q -t ed25519 -N '' -f /tmp/key")
                .succeeded();
        withConfig("s|/etc/zstandby/id_ed25519|/tmp/key|", "reset --refresh --yes")
                .endedWith(3)
                .says("does not accept this node's key", "authorized_keys");
    }

    @Test
    void aHostKeyThatChanged() {
        machines.run(
                        Node.BETA,
                        "cp /etc/zstandby/known_hosts /tmp/known; rm -f /tmp/host; ssh-keygen -q -t ed25519 -N '' -f /tmp/host;"
                                + " echo \"10.77.0.11 $(cut -d' ' -f1-2 /tmp/host.pub)\" >/etc/zstandby/known_hosts")
                .succeeded();
        try {
            machines.run(Node.BETA, "zstandby reset --refresh --yes")
                    .endedWith(3)
                    .says("The host key of alpha");
        } finally {
            machines.run(Node.BETA, "cp /tmp/known /etc/zstandby/known_hosts").succeeded();
        }
    }

    /** A delegation, a role's right, a file's mode and a line of the standby's pg_hba.conf: none hides another. */
    @Test
    void whatIsMissingIsNamedAllAtOnceWithWhatMendsIt() {
        machines.run(Node.ALPHA, "zfs unallow zstandby snapshot tank/pg").succeeded();
        machines.sql(Node.ALPHA, "postgres", "ALTER ROLE zstandby NOREPLICATION");
        // libpq ignores a passfile that others may read.
        machines.run(Node.BETA, "chmod 644 /etc/zstandby/server-passfile").succeeded();
        closeHba(Node.BETA);
        try {
            machines.run(Node.BETA, "zstandby check")
                    .endedWith(3)
                    .says(
                            "zfs allow zstandby snapshot 'tank/pg/data'",
                            "ALTER ROLE zstandby REPLICATION",
                            "chown postgres: /etc/zstandby/server-passfile && chmod 600 /etc/zstandby/server-passfile",
                            "PostgreSQL of beta",
                            "pg_hba.conf");
        } finally {
            machines.run(Node.ALPHA, "zfs allow zstandby snapshot tank/pg").succeeded();
            machines.sql(Node.ALPHA, "postgres", "ALTER ROLE zstandby REPLICATION");
            machines.run(Node.BETA, "chmod 600 /etc/zstandby/server-passfile").succeeded();
            openHba(Node.BETA);
        }
    }

    @Test
    void aPrimaryWhosePgHbaRefuses() {
        closeHba(Node.ALPHA);
        try {
            machines.run(Node.BETA, "zstandby reset --refresh --yes")
                    .endedWith(3)
                    .says("no line of its pg_hba.conf matches");
        } finally {
            openHba(Node.ALPHA);
        }
    }

    /** What is kept out now would be kept out after the cut-over, too, and then nobody could see whether it streams. */
    @Tag("long")
    @Test
    void aStandbyThatLetsZstandbyInNoMoreKeepsRunning() {
        machines.run(
                        Node.BETA,
                        "sed -i '1i host all zstandby all reject' /etc/postgresql/17/main/pg_hba.conf;"
                                + " systemctl reload postgresql@17-main")
                .succeeded();
        try {
            machines.run(Node.BETA, "zstandby reset --refresh --yes")
                    .endedWith(3)
                    .says("PostgreSQL of beta", "pg_hba.conf");
        } finally {
            machines.run(
                            Node.BETA,
                            "sed -i 1d /etc/postgresql/17/main/pg_hba.conf; systemctl reload postgresql@17-main")
                    .succeeded();
        }
    }

    /** Such a standby answers nobody. */
    @Tag("long")
    @Test
    void aStandbyThatHidesIsNotReplacedByOneThatWouldHideAsWell() {
        hotStandby("off");
        try {
            machines.run(Node.BETA, "zstandby reset --refresh --yes")
                    .endedWith(3)
                    .says("hot_standby is off on beta", "Set hot_standby = on");
        } finally {
            hotStandby("on");
            machines.run(
                            Node.BETA,
                            "cd /; for i in $(seq 600); do runuser -u postgres -- pg_isready -q && exit 0; sleep 0.2; done; exit 1")
                    .succeeded();
        }
    }

    private void hotStandby(String value) {
        machines.run(
                        Node.BETA,
                        "sed -i '/^hot_standby/d' /etc/postgresql/17/main/postgresql.conf;"
                                + " echo 'hot_standby = %s' >>/etc/postgresql/17/main/postgresql.conf;".formatted(value)
                                + " systemctl restart postgresql@17-main || true")
                .succeeded();
    }

    private void closeHba(Node node) {
        machines.run(
                        node,
                        "sed -i '/,replication zstandby /s/^/#/' /etc/postgresql/17/main/pg_hba.conf;"
                                + " systemctl reload postgresql@17-main")
                .succeeded();
    }

    private void openHba(Node node) {
        machines.run(
                        node,
                        "sed -i '/,replication zstandby /s/^#*//' /etc/postgresql/17/main/pg_hba.conf;"
                                + " systemctl reload postgresql@17-main")
                .succeeded();
    }

    @Tag("long")
    @Test
    void anotherClustersSystemIdentifier() {
        machines.run(Node.BETA, "pg_createcluster --port 5433 --start 17 other >/dev/null")
                .succeeded();
        try {
            withConfig("s|17/main|17/other|; s|17-main|17-other|; s|^  service:|  port: 5433\\n&|", "reset --yes")
                    .endedWith(5)
                    .says("are not copies of the same cluster", "zstandby seed --replace");
        } finally {
            machines.run(Node.BETA, "pg_dropcluster --stop 17 other").succeeded();
        }
    }

    @Test
    void anotherMajorVersion() {
        machines.run(
                        Node.BETA,
                        "mkdir -p /tmp/bin; ln -sf /usr/lib/postgresql/17/bin/* /tmp/bin/; rm /tmp/bin/postgres;"
                                + " printf '#!/bin/sh\\necho \"postgres (PostgreSQL) 16.1\"\\n' >/tmp/bin/postgres;"
                                + " chmod +x /tmp/bin/postgres")
                .succeeded();
        withConfig("s|/usr/lib/postgresql/17/bin|/tmp/bin|", "reset --refresh --yes")
                .endedWith(3)
                .says("alpha runs PostgreSQL 17", "PostgreSQL 16");
    }

    @Tag("long")
    @Test
    void aTablespaceOutsideTheGroup() {
        machines.run(Node.ALPHA, "install -d -o postgres /var/lib/postgresql/outside")
                .succeeded();
        machines.run(Node.BETA, "install -d -o postgres /var/lib/postgresql/outside")
                .succeeded();
        machines.sql(Node.ALPHA, "postgres", "CREATE TABLESPACE outside LOCATION '/var/lib/postgresql/outside'");
        try {
            machines.run(Node.BETA, "zstandby reset --refresh --yes")
                    .endedWith(5)
                    .says("Tablespace outside of alpha lies at /var/lib/postgresql/outside");
        } finally {
            machines.sql(Node.ALPHA, "postgres", "DROP TABLESPACE outside");
        }
    }

    /** Half of the reserve is left: too little to begin, and more than the standby writes until the quota is set. */
    @Test
    void aPoolWithoutRoomIsRefusedBeforeAnythingStarts() {
        machines.run(Node.BETA, "zpool sync; zfs set quota=$(($(zfs get -Hpo value used tank/pg) + 32000000)) tank/pg")
                .succeeded();
        try {
            machines.run(Node.BETA, "zstandby reset --refresh --yes")
                    .endedWith(3)
                    .says("are available there");
            assertThat(machines.run(Node.BETA, "zfs list -H -o name | grep -c staged || true")
                            .line())
                    .isEqualTo("0");
        } finally {
            machines.run(Node.BETA, "zfs set quota=none tank/pg").succeeded();
        }
    }

    /** After the cut-over it would be a standby that does not stream; so the log-in is tried before. */
    @Test
    void aServerPassfileThatLibpqWouldIgnoreIsNamedBeforeAnythingStarts() {
        machines.run(Node.BETA, "chmod 644 /etc/zstandby/server-passfile").succeeded();
        try {
            machines.run(Node.BETA, "zstandby reset --refresh --yes")
                    .endedWith(3)
                    .says("chown postgres: /etc/zstandby/server-passfile && chmod 600 /etc/zstandby/server-passfile");
            assertThat(machines.run(Node.BETA, "zfs list -H -o name | grep -c staged || true")
                            .line())
                    .isEqualTo("0");
        } finally {
            machines.run(Node.BETA, "chmod 600 /etc/zstandby/server-passfile").succeeded();
        }
    }

    /** Refused while a swap would make it live; set aside with the tree when that is of no use any more. */
    @Tag("long")
    @Test
    void whatOthersMakeBelowTheStagedTreeIsNeverDestroyed() {
        machines.run(Node.BETA, "zstandby sync --yes").succeeded();
        try {
            machines.run(
                            Node.BETA,
                            "zfs create tank/pg/data.zstandby-staged/mine"
                                    + " && zfs create -s -V 1M tank/pg/data.zstandby-staged/volume")
                    .succeeded();
            machines.run(Node.BETA, "zstandby reset --refresh --yes")
                    .endedWith(5)
                    .says("tank/pg/data.zstandby-staged/mine", "tank/pg/data.zstandby-staged/volume", "zfs rename");
            // Its newest snapshot is now one that the primary does not have.
            machines.run(Node.BETA, "zfs snapshot tank/pg/data.zstandby-staged@zstandby-gone")
                    .succeeded();
            machines.run(Node.BETA, "zstandby sync --yes").succeeded().says("set the staged tree aside");
            assertThat(machines.run(Node.BETA, "zfs list -H -o name -t filesystem,volume -r tank/pg")
                            .succeeded()
                            .output()
                            .lines()
                            .filter(name -> name.startsWith("tank/pg/data.zstandby-aside-")))
                    .hasSize(3)
                    .anyMatch(name -> name.endsWith("/mine"))
                    .anyMatch(name -> name.endsWith("/volume"));
        } finally {
            machines.run(
                            Node.BETA,
                            "udevadm settle; for tree in $(zfs list -H -o name -d 1 tank/pg | grep -E 'zstandby-(staged|aside)');"
                                    + " do zfs list -H -o name -t snapshot -r $tree | xargs -r -n 1 zfs release zstandby:alpha;"
                                    + " zfs destroy -r $tree; done")
                    .succeeded();
        }
    }

    /** Such as the shell of somebody who looks around there; after the stop it would keep the tree from being unmounted. */
    @Test
    void aProcessInTheDataDirectoryIsNamedBeforeTheServerIsStopped() {
        machines.run(
                        Node.BETA,
                        "cd /var/lib/postgresql/17/main; setsid sleep 600 >/dev/null 2>&1 & echo $! >/tmp/sleeper")
                .succeeded();
        try {
            machines.run(Node.BETA, "zstandby reset --refresh --yes")
                    .endedWith(3)
                    .says("sleep (process", "working directory /var/lib/postgresql/17/main");
        } finally {
            machines.run(Node.BETA, "kill $(cat /tmp/sleeper)").succeeded();
        }
    }

    @Test
    void aSnapshotNameThatIsTaken() {
        var request =
                "{\"request\":\"take-snapshot\",\"name\":\"zstandby-20260101T000000Z-0a6e00\",\"systemIdentifier\":\"1\","
                        + "\"timeline\":1,\"lsnLower\":\"0/1\"}\n";
        var answers = gate(request + request);
        assertThat(answers.output().lines())
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"taken\""),
                        second -> assertThat(second).contains("refusal", "The name is taken"));
        machines.run(
                        Node.ALPHA,
                        "for s in tank/pg/data@zstandby-20260101T000000Z-0a6e00 tank/pg/wal@zstandby-20260101T000000Z-0a6e00; do zfs release zstandby:beta $s && zfs destroy $s; done")
                .succeeded();
    }

    @Test
    void theGateAnswersItsRequestsAndNothingElse() {
        machines.gate("id", "").endedWith(5).says("opens the gate of zstandby and nothing else");
        assertThat(gate("{\"request\":\"describe\",\"extra\":1}\n").output()).contains("refusal");
        assertThat(gate("not json\n").output()).contains("refusal");
        assertThat(gate("{\"request\":\"estimate\",\"member\":\"../../etc\"}\n").output())
                .contains("has no member");
        assertThat(gate("{\"request\":\"take-snapshot\",\"name\":\"-r\",\"systemIdentifier\":\"1\",\"timeline\":1,"
                                + "\"lsnLower\":\"0/1\"}\n")
                        .output())
                .contains("This is not the name of a snapshot of zstandby");
        machines.run(Node.ALPHA, "journalctl --sync; journalctl --no-pager -t zstandby-gate")
                .says(
                        "beta from 10.77.0.12: refused: This is not a valid Request. <- not json",
                        "refused: This node's group has no member");
    }

    private Result gate(String requests) {
        return machines.gate("requests", requests);
    }
}
