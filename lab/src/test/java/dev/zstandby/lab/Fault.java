package dev.zstandby.lab;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What is broken while an operation stands still at a moment of a step; and how that is mended. */
enum Fault {
    KILLED("killed") {
        @Override
        void strike(Machines machines, Node node) {
            machines.run(node, "kill -KILL $(cat /tmp/faults.pid) || true").succeeded();
        }
    },
    GATE_KILLED("gate killed") {
        @Override
        boolean hasTarget(Machines machines, Node node) {
            return machines.run(peerOf(node), "pgrep -u zstandby -x java").status() == 0;
        }

        @Override
        void strike(Machines machines, Node node) {
            machines.run(peerOf(node), "pkill -KILL -u zstandby -x java; true").succeeded();
            goOn(machines, node);
        }
    },
    LINK_CUT("link cut") {
        @Override
        void strike(Machines machines, Node node) {
            machines.lab("cut", "beta");
            goOn(machines, node);
        }

        @Override
        void mend(Machines machines, Node node) {
            machines.lab("mend", "beta");
        }
    },
    LINK_AWAY("link away for 20 s") {
        @Override
        void strike(Machines machines, Node node) {
            machines.lab("cut", "beta");
            goOn(machines, node);
            machines.run(node, "sleep 20").succeeded();
            machines.lab("mend", "beta");
        }
    },
    PEER_OFF("peer's power off") {
        @Override
        void strike(Machines machines, Node node) {
            machines.lab("power-off", peerOf(node).toString());
            goOn(machines, node);
            machines.lab("power-on", peerOf(node).toString());
            awaitServer(machines, peerOf(node));
        }

        @Override
        boolean restarts(Node stopped, Node node) {
            return stopped == peerOf(node);
        }
    },
    NODE_OFF("node's power off") {
        @Override
        void strike(Machines machines, Node node) {
            machines.lab("power-off", node.toString());
            machines.lab("power-on", node.toString());
            if (node == Node.ALPHA) {
                awaitServer(machines, node);
            }
        }

        @Override
        boolean restarts(Node stopped, Node node) {
            return stopped == node;
        }
    },
    POSTGRES_KILLED("PostgreSQL killed") {
        @Override
        boolean hasTarget(Machines machines, Node node) {
            return machines.run(node, "pgrep -u postgres -x postgres").status() == 0;
        }

        @Override
        void strike(Machines machines, Node node) {
            killServer(machines, node);
            goOn(machines, node);
        }

        @Override
        void mend(Machines machines, Node node) {
            startPrimary(machines, node);
        }

        @Override
        boolean restarts(Node stopped, Node node) {
            return stopped == node;
        }
    },
    POOL_FULL("pool full") {
        @Override
        void strike(Machines machines, Node node) {
            fillPool(machines, node);
            goOn(machines, node);
        }

        @Override
        void mend(Machines machines, Node node) {
            makeRoom(machines, node);
        }

        @Override
        Optional<Node> full(Node node) {
            return Optional.of(node);
        }
    },
    ZFS_HANGS("zfs hangs") {
        @Override
        void strike(Machines machines, Node node) {
            hangZfs(machines, node);
            goOn(machines, node);
        }

        @Override
        void mend(Machines machines, Node node) {
            freeZfs(machines, node);
        }
    },
    PEER_POSTGRES_KILLED("peer's PostgreSQL killed") {
        @Override
        void strike(Machines machines, Node node) {
            killServer(machines, peerOf(node));
            goOn(machines, node);
        }

        @Override
        void mend(Machines machines, Node node) {
            startPrimary(machines, peerOf(node));
        }

        @Override
        boolean restarts(Node stopped, Node node) {
            return stopped == peerOf(node);
        }
    },
    PEER_POOL_FULL("peer's pool full") {
        @Override
        void strike(Machines machines, Node node) {
            fillPool(machines, peerOf(node));
            goOn(machines, node);
        }

        @Override
        void mend(Machines machines, Node node) {
            makeRoom(machines, peerOf(node));
            startPrimary(machines, peerOf(node));
        }

        // A server that cannot write its WAL ends.
        @Override
        boolean restarts(Node stopped, Node node) {
            return stopped == peerOf(node);
        }

        @Override
        Optional<Node> full(Node node) {
            return Optional.of(peerOf(node));
        }
    },
    PEER_ZFS_HANGS("peer's zfs hangs") {
        @Override
        void strike(Machines machines, Node node) {
            hangZfs(machines, peerOf(node));
            goOn(machines, node);
        }

        @Override
        void mend(Machines machines, Node node) {
            freeZfs(machines, peerOf(node));
        }
    };

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** As it is typed. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there is anything for it to strike: while no server runs, none can be killed. */
    boolean hasTarget(Machines machines, Node node) {
        return true;
    }

    /** Breaks it, and lets the operation go on where there is still one. */
    abstract void strike(Machines machines, Node node);

    /** After the command has been run again while it was broken. */
    void mend(Machines machines, Node node) {}

    /** Whether the command is to be run again while it is still broken, and once more after it was mended. */
    boolean lasts() {
        return Set.of(LINK_CUT, POOL_FULL, PEER_POSTGRES_KILLED, PEER_POOL_FULL).contains(this);
    }

    /** Whether it is over by itself, and the operation is to come through where nothing has been stopped yet. */
    boolean passes() {
        return this == LINK_AWAY || this == GATE_KILLED;
    }

    /** Whether the operation that it strikes is no more. */
    boolean endsTheRun() {
        return this == KILLED || this == NODE_OFF;
    }

    /** Whether it takes the server of {@code stopped} down when it strikes an operation that runs on {@code node}. */
    boolean restarts(Node stopped, Node node) {
        return false;
    }

    /** Whose pool is full when it strikes an operation that runs on {@code node}; absent when it leaves the pools alone. */
    Optional<Node> full(Node node) {
        return Optional.empty();
    }

    @Override
    public String toString() {
        return words;
    }

    private static void killServer(Machines machines, Node node) {
        machines.run(node, "systemctl kill -s KILL postgresql@17-main 2>/dev/null; true")
                .succeeded();
    }

    /** The standby's is the operation's affair. */
    private static void startPrimary(Machines machines, Node node) {
        if (node == Node.ALPHA) {
            machines.run(
                            node,
                            "cd /; runuser -u postgres -- psql -XAtqc 'SELECT 1' >/dev/null 2>&1 || systemctl restart postgresql@17-main")
                    .succeeded();
            awaitServer(machines, node);
        }
    }

    /** What is being received goes on, so there may be less than there just was. */
    private static void fillPool(Machines machines, Node node) {
        machines.run(
                        node,
                        "for i in $(seq 50); do zfs create -o mountpoint=none"
                                + " -o reservation=$(($(zfs get -Hpo value available tank) - 100000)) tank/full && exit 0;"
                                + " sleep 0.2; done; exit 1")
                .succeeded();
    }

    private static void makeRoom(Machines machines, Node node) {
        machines.run(node, "zfs destroy tank/full").succeeded();
    }

    /** The one that is found first by root, and by a gate, which has no sbin before it. */
    private static void hangZfs(Machines machines, Node node) {
        machines.run(
                        node,
                        "printf '%s\\n' '#!/bin/sh' 'kill -STOP $$' 'exec /usr/sbin/zfs \"$@\"' >/usr/local/sbin/zfs;"
                                + " chmod +x /usr/local/sbin/zfs; cp /usr/local/sbin/zfs /usr/local/bin/; pkill -STOP -x zfs; true")
                .succeeded();
    }

    private static void freeZfs(Machines machines, Node node) {
        machines.run(node, "rm /usr/local/sbin/zfs /usr/local/bin/zfs").succeeded();
    }

    private static void goOn(Machines machines, Node node) {
        machines.run(node, "kill -CONT $(cat /tmp/faults.pid) || true").succeeded();
    }

    private static Node peerOf(Node node) {
        return node == Node.ALPHA ? Node.BETA : Node.ALPHA;
    }

    private static void awaitServer(Machines machines, Node node) {
        machines.run(
                        node,
                        "cd /; for i in $(seq 600); do runuser -u postgres -- psql -XAtqc 'SELECT 1' >/dev/null 2>&1 && exit 0;"
                                + " sleep 0.5; done; exit 1")
                .succeeded();
    }
}
