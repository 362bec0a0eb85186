package dev.zstandby.lab;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What the fault matrix breaks, and from where it starts. Those that name kinds of steps are there for these only. */
enum Scenario {
    RESET("seeded", Node.BETA, "reset --refresh", "zstandby reset --refresh --yes") {
        @Override
        void prepare(Machines machines) {
            fill(machines, 40);
        }

        // Where they hang, the peer's programs are given up by the peer, in ten minutes; so that is of sync only.
        @Override
        Set<Fault> faults() {
            return EnumSet.complementOf(EnumSet.of(Fault.PEER_ZFS_HANGS));
        }
    },
    SEED("pair", Node.BETA, "seed", "zstandby seed --yes") {
        @Override
        void prepare(Machines machines) {
            machines.run(Node.BETA, "zfs destroy tank/pg").succeeded();
            fill(machines, 4);
        }

        @Override
        Set<String> kinds() {
            return Set.of("CreateParent");
        }

        // A node that has a cluster is not seeded without being told to; one that is being given one is.
        @Override
        Set<String> ends(FirstRun first) {
            return first.mayHaveBegun("Settle") ? Set.of("0", "5") : Set.of("0");
        }
    },
    SYNC("seeded", Node.BETA, "sync", "zstandby sync --yes") {
        @Override
        void prepare(Machines machines) {
            fill(machines, 40);
        }

        @Override
        boolean leavesStaged() {
            return true;
        }

        @Override
        Set<Fault> faults() {
            return EnumSet.allOf(Fault.class);
        }

        @Override
        Set<String> mayNeed() {
            return STARTED;
        }

        @Override
        Stream<String> effect(Invariants.Pair before, Aftermath aftermath) {
            return Effects.staged(aftermath.done());
        }
    },
    UNDO("seeded", Node.BETA, "undo", "zstandby undo --yes") {
        @Override
        void prepare(Machines machines) {
            machines.run(Node.BETA, "zstandby reset --refresh --yes").succeeded();
        }

        // What it takes the standby back to may need WAL that the primary has no more.
        @Override
        Set<String> mayNeed() {
            return ANY_HELP;
        }

        @Override
        boolean goesBack() {
            return true;
        }

        @Override
        Stream<String> effect(Invariants.Pair before, Aftermath aftermath) {
            return Effects.undone(before, aftermath, 1);
        }
    },
    /** A reset was broken off when it had stopped the server; there is an older tree, which is not to be gone back to. */
    BROKEN_OFF("seeded", Node.BETA, "undo", "zstandby undo --yes", "MountLive StartServer Settle") {
        @Override
        void prepare(Machines machines) {
            machines.run(Node.BETA, "zstandby reset --refresh --yes").succeeded();
            fill(machines, 4);
            killed(machines, "before:10");
        }

        @Override
        Set<String> mayNeed() {
            return ANY_HELP;
        }

        @Override
        Set<String> mayNeed(Aftermath aftermath) {
            return aftermath.runsDone() == 1 ? Set.of("nothing", "waited") : ANY_HELP;
        }

        @Override
        boolean goesBack() {
            return true;
        }

        // A second undo goes back to that tree.
        @Override
        Stream<String> effect(Invariants.Pair before, Aftermath aftermath) {
            return Effects.undone(before, aftermath, 0);
        }
    },
    /** The primary's snapshot is taken in backup mode. */
    BACKUP("seeded", Node.BETA, "reset --refresh", "zstandby reset --refresh --yes", "TakeSnapshot Prepare") {
        @Override
        void prepare(Machines machines) {
            fill(machines, 40);
            machines.run(Node.BETA, "echo 'backup-mode: always' >>/etc/zstandby/zstandby.yaml")
                    .succeeded();
        }

        // Between its begin and its end the primary's own server knows of the backup.
        @Override
        Set<Fault> faults() {
            return EnumSet.complementOf(EnumSet.of(Fault.PEER_POOL_FULL, Fault.PEER_ZFS_HANGS));
        }
    },
    PRUNE("seeded", Node.BETA, "prune", "zstandby prune --yes") {
        @Override
        void prepare(Machines machines) {
            keepLittle(machines);
            machines.run(
                            Node.BETA,
                            "set -e; for i in 1 2; do zstandby reset --refresh --yes; done; for i in 1 2; do zstandby snapshot --yes; done")
                    .succeeded();
        }

        @Override
        Set<String> kinds() {
            return Set.of("DestroySnapshots", "DestroyRetired");
        }

        @Override
        Set<String> ends() {
            return Set.of("0", "4");
        }

        @Override
        Stream<String> effect(Invariants.Pair before, Aftermath aftermath) {
            return Effects.pruned(before, aftermath.done());
        }
    },
    /** A node has left. */
    LEFT(
            "seeded",
            Node.ALPHA,
            "prune --drop-slot=zstandby_gamma --drop-holds=gamma",
            "zstandby prune --yes --drop-slot=zstandby_gamma --drop-holds=gamma") {
        @Override
        void prepare(Machines machines) {
            machines.sql(Node.ALPHA, "postgres", "SELECT pg_create_physical_replication_slot('zstandby_gamma', true)");
            machines.run(
                            Node.ALPHA,
                            "zfs list -H -o name -t snapshot tank/pg/data tank/pg/wal | grep @zstandby- | xargs zfs hold zstandby:gamma")
                    .succeeded();
        }

        @Override
        Set<String> ends() {
            return Set.of("0", "4");
        }

        @Override
        Stream<String> effect(Invariants.Pair before, Aftermath aftermath) {
            return Effects.gammaForgotten(aftermath.done());
        }
    },
    SNAPSHOT("seeded", Node.BETA, "snapshot", "zstandby snapshot --yes") {
        @Override
        boolean needsServer() {
            return true;
        }

        @Override
        Stream<String> effect(Invariants.Pair before, Aftermath aftermath) {
            return Effects.snapshotted(before, aftermath.done());
        }
    },
    /** It was promoted by hand and has written something. Only the steps at which that matters. */
    FORMER("seeded", Node.BETA, "reset", "zstandby reset --confirm beta", "StopServer Swap StartServer") {
        @Override
        void prepare(Machines machines) {
            fill(machines, 4);
            machines.sql(Node.BETA, "postgres", "SELECT pg_promote()");
            machines.sql(Node.BETA, "bench", "CREATE TABLE diverged AS SELECT generate_series(1, 1000) AS n");
        }

        @Override
        Set<String> ends() {
            return Set.of("0", "4");
        }

        @Override
        Stream<String> effect(Invariants.Pair before, Aftermath aftermath) {
            return Stream.concat(Effects.copied(aftermath.done()), Effects.follows(aftermath.done()));
        }
    },
    /** A transfer was interrupted. */
    RESUMED("seeded", Node.BETA, "reset --refresh", "zstandby reset --refresh --yes", "ResumeReceive") {
        @Override
        void prepare(Machines machines) {
            fill(machines, 120);
            killed(machines, "during:3:3000");
        }
    },
    /** The staged tree was being prepared. */
    PREPARED(
            "seeded", Node.BETA, "reset --refresh", "zstandby reset --refresh --yes", "UnmountStaged UndoPreparation") {
        @Override
        void prepare(Machines machines) {
            fill(machines, 4);
            stopped(machines, "during:6:0");
            machines.run(
                            Node.BETA,
                            "kill -CONT $(cat /tmp/faults.pid);"
                                    + " timeout 120 sh -c 'until grep -q /run/zstandby/ /proc/mounts; do sleep 0.1; done'")
                    .succeeded();
            kill(machines);
        }
    },
    /** What an interrupted transfer would complete is gone on the primary. */
    ABANDONED("seeded", Node.BETA, "reset --refresh", "zstandby reset --refresh --yes", "AbandonReceive") {
        @Override
        void prepare(Machines machines) {
            fill(machines, 120);
            machines.run(Node.BETA, "zstandby sync --yes").succeeded();
            fill(machines, 120);
            killed(machines, "during:3:3000");
            forgetNewest(machines);
        }
    },
    /** What was staged is gone on the primary, and nobody holds it any more. */
    DROPPED("seeded", Node.BETA, "reset --refresh", "zstandby reset --refresh --yes", "DropStaged") {
        @Override
        void prepare(Machines machines) {
            fill(machines, 4);
            machines.run(
                            Node.BETA,
                            "zstandby sync --yes && for d in data wal; do zfs release zstandby:alpha"
                                    + " $(zfs list -H -o name -t snapshot -s createtxg tank/pg/$d.zstandby-staged | tail -n 1) || exit 1; done")
                    .succeeded();
            forgetNewest(machines);
        }
    },
    /** Somebody took a snapshot of what was staged. */
    ASIDE("seeded", Node.BETA, "reset --refresh", "zstandby reset --refresh --yes", "SetAsideStaged") {
        @Override
        void prepare(Machines machines) {
            fill(machines, 4);
            machines.run(
                            Node.BETA,
                            "zstandby sync --yes && zfs snapshot tank/pg/data.zstandby-staged@theirs2"
                                    + " && zfs snapshot tank/pg/wal.zstandby-staged@theirs2")
                    .succeeded();
        }

        @Override
        boolean leavesAside() {
            return true;
        }
    };

    /** A configuration by which as much is pruned as ever may be. */
    static final String KEEP_LITTLE = """
            keep: {last: 1, hourly: 0, daily: 0, weekly: 0}
            retired: {keep-for: 0d, successor-for: 0d}
            """;

    /** What a standby may need to stream when the operation has nothing to do with its server. */
    static final Set<String> STARTED = Set.of("nothing", "waited", "started");

    static final Set<String> ANY_HELP = Set.of("nothing", "waited", "started", "reset");

    private static final String REFRESH = " --refresh";

    private final String from;
    private final Node node;
    private final String words;
    private final String again;
    private final String only;

    Scenario(String from, Node node, String words, String again) {
        this(from, node, words, again, "");
    }

    /** @param only the kinds of steps that are broken, in words; none for all */
    Scenario(String from, Node node, String words, String again, String only) {
        this.from = from;
        this.node = node;
        this.words = words;
        this.again = again;
        this.only = only;
    }

    /** As it is typed and printed. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kept state of the machines that it starts from. */
    String from() {
        return from;
    }

    /** Where its command runs. */
    Node node() {
        return node;
    }

    /** The operation for the program that stops. */
    String words() {
        return words;
    }

    /** The command that is run after the fault: where the broken run came through, one that does what may remain and no more. */
    String again(FirstRun first) {
        return first.isDone() ? again.replace(REFRESH, "") : again;
    }

    /** Whether steps of this kind are broken in this scenario. */
    boolean covers(String kind) {
        return only.isEmpty() || kinds().contains(kind);
    }

    /** The kinds of steps for the sake of which it is there. */
    Set<String> kinds() {
        return only.isEmpty() ? Set.of() : Set.of(only.split(" "));
    }

    /** In which ways each of its steps is broken. */
    Set<Fault> faults() {
        return EnumSet.complementOf(EnumSet.of(Fault.PEER_POSTGRES_KILLED, Fault.PEER_POOL_FULL, Fault.PEER_ZFS_HANGS));
    }

    /** Whether its command needs no peer, and so does not see to what is staged, to what is held, and to the server. */
    boolean isLocal() {
        return words.matches("(undo|prune|snapshot).*");
    }

    void prepare(Machines machines) {}

    /** The exit statuses with which its command may end at last. */
    Set<String> ends() {
        return Set.of("0");
    }

    /** Those after that run. */
    Set<String> ends(FirstRun first) {
        return first.isDone() && again.contains(REFRESH) ? Set.of("0", "4") : ends();
    }

    /** Whether its command says that the server must be started first. */
    boolean needsServer() {
        return false;
    }

    /** What the standby may need in the end to stream, as {@code lab/matrix/serve.sh} says. */
    Set<String> mayNeed() {
        return isLocal() ? STARTED : Set.of("nothing");
    }

    /** The same of what came to be: an undo that came through once has the server up. */
    Set<String> mayNeed(Aftermath aftermath) {
        return mayNeed();
    }

    /** What its operation did not do though it is for that. */
    Stream<String> effect(Invariants.Pair before, Aftermath aftermath) {
        return Effects.copied(aftermath.done());
    }

    boolean leavesStaged() {
        return false;
    }

    /** Whether what is live in the end may be older than before; what was newer is kept then, and held. */
    boolean goesBack() {
        return false;
    }

    boolean leavesAside() {
        return false;
    }

    /** Whether the command takes care of what is staged and held, and ends with a standby that streams. */
    boolean tidies() {
        return !isLocal();
    }

    /** So that beta's prune has something to do. */
    static void keepLittle(Machines machines) {
        machines.run(Node.BETA, "cat >>/etc/zstandby/zstandby.yaml", KEEP_LITTLE)
                .succeeded();
    }

    /** Something that takes a while to arrive. */
    static void fill(Machines machines, int megabytes) {
        machines.run(
                        Node.ALPHA,
                        "dd if=/dev/urandom of=/var/lib/postgresql/17/main/filler bs=1M count=%d status=none; sync"
                                .formatted(megabytes))
                .succeeded();
    }

    private static void killed(Machines machines, String moment) {
        stopped(machines, moment);
        kill(machines);
    }

    private static void stopped(Machines machines, String moment) {
        machines.runFile(Node.BETA, "lab/matrix/begin.sh", "600", moment, "reset", "--refresh")
                .succeeded()
                .says("stopped");
    }

    private static void kill(Machines machines) {
        machines.run(Node.BETA, "kill -KILL $(cat /tmp/faults.pid)").succeeded();
        machines.awaitNoZfs(Node.BETA);
    }

    /** The newest snapshot on the primary is destroyed, by somebody who takes its hold off. */
    private static void forgetNewest(Machines machines) {
        machines.awaitNoZfs(Node.ALPHA);
        machines.run(
                        Node.ALPHA,
                        "for d in tank/pg/data tank/pg/wal; do"
                                + " s=$(zfs list -H -o name -t snapshot -s createtxg $d | grep @zstandby- | tail -n 1);"
                                + " zfs release zstandby:beta $s; zfs destroy $s || exit 1; done")
                .succeeded();
    }
}
