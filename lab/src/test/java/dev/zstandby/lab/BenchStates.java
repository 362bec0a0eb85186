package dev.zstandby.lab;

import java.util.List;

/** Makes and keeps the states of the machines that peers are measured from. */
final class BenchStates {
    private BenchStates() {}

    /** Brings the machines to where the standby has diverged, and keeps that. */
    static void bringApart(Machines machines, Block block, List<Peer> peers) {
        if (!machines.hasState(block.commonState())) {
            makeCommon(machines, block, peers);
        }
        if (!machines.hasState(block.apartState())) {
            machines.lab("restore", block.commonState());
            machines.runFile(Node.BETA, "lab/bench/apart-standby.sh").succeeded();
            machines.runFile(Node.ALPHA, "lab/bench/apart-primary.sh", Integer.toString(block.percent()))
                    .succeeded();
            if (isThePrimarys(machines)) {
                throw new IllegalStateException("the standby has not diverged, or what tells so is of no use");
            }
            machines.lab("save", block.apartState());
        }
    }

    /** Whether beta has what alpha wrote since they went apart, and not its own. */
    static boolean isThePrimarys(Machines machines) {
        var query = "SELECT sum(changed) FROM ledger";
        return machines.sql(Node.BETA, "bench", query).equals(machines.sql(Node.ALPHA, "bench", query));
    }

    private static void makeCommon(Machines machines, Block block, List<Peer> peers) {
        Pair.bring("pair");
        for (Node node : List.of(Node.ALPHA, Node.BETA)) {
            machines.lab("copy", Machines.root().resolve("lab/bench").toString(), node + ":/root/");
        }
        var keys = machines.runFile(Node.BETA, "lab/bench/standby.sh", block.fullPageWrites())
                .succeeded()
                .output()
                .lines()
                .toList();
        machines.runFile(
                        Node.ALPHA,
                        "lab/bench/primary.sh",
                        block.fullPageWrites(),
                        Integer.toString(block.megabytes()),
                        keys.get(0),
                        keys.get(1))
                .succeeded();
        machines.run(Node.BETA, "zstandby seed --yes").succeeded();
        machines.runFile(
                        Node.BETA,
                        "lab/bench/common-state.sh",
                        peers.stream().map(Peer::word).toArray(String[]::new))
                .succeeded();
        machines.lab("save", block.commonState());
    }
}
