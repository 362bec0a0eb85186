package dev.zstandby.lab;

import java.time.Duration;
import java.util.Map;

/** One peer at work on beta: what it took, as seen from outside it. */
final class Measurement {
    private static final Duration WARMING = Duration.ofSeconds(15);
    private static final Duration UNDISTURBED = Duration.ofSeconds(60);
    private static final Duration LONGEST_ARRIVAL = Duration.ofMinutes(15);
    private static final Duration AFTER_RESTART = Duration.ofSeconds(3);
    private static final String LOAD = "/tmp/load";

    private final Machines machines;

    Measurement(Machines machines) {
        this.machines = machines;
    }

    /** Transactions in a second of the primary while nothing else goes on. */
    double undisturbed() {
        goWithout(Peer.RESTART.unneeded());
        startLoad();
        sleep(WARMING);
        long begin = System.currentTimeMillis();
        sleep(UNDISTURBED);
        return load(begin, System.currentTimeMillis());
    }

    /** Its figures by name; only {@code refusal} where it says that it cannot do the work. */
    Map<String, Object> of(Peer peer) {
        goWithout(peer.unneeded());
        startLoad();
        sleep(WARMING);
        try (var watch = new Watch(machines, peer.isToStream() ? position() : "")) {
            return underLoad(peer, watch);
        }
    }

    private void goWithout(Map<String, String> settings) {
        settings.forEach((name, value) ->
                machines.sql(Node.ALPHA, "postgres", "ALTER SYSTEM SET %s = '%s'".formatted(name, value)));
        machines.sql(Node.ALPHA, "postgres", "SELECT pg_reload_conf()");
    }

    /** It goes on until the machines are restored. */
    private void startLoad() {
        machines.run(
                        Node.ALPHA,
                        "(cd / && runuser -u postgres -- pgbench -n -T 36000 -P 1 --progress-timestamp bench) >%s 2>&1 &"
                                .formatted(LOAD))
                .succeeded();
    }

    private double load(long begin, long end) {
        return Throughput.between(
                machines.run(Node.ALPHA, "cat " + LOAD).succeeded().output(), begin, end);
    }

    private Map<String, Object> underLoad(Peer peer, Watch watch) {
        var before = Traffic.read(machines);
        long begin = System.currentTimeMillis();
        var result = machines.run(Node.BETA, peer.command());
        long ended = System.currentTimeMillis();
        if (result.status() != 0 && peer.mayRefuse(result.text())) {
            return Map.of("peer", peer.word(), "refusal", result.text().strip());
        }
        result.succeeded();
        if (!peer.isToStream()) {
            sleep(AFTER_RESTART);
        }
        var seen = peer.isToStream() ? watch.untilItStreams(LONGEST_ARRIVAL) : watch.soFar();
        long arrived = peer.isToStream() ? seen.arrivedAt() : ended;
        var traffic = Traffic.read(machines).since(before);
        if (peer.isToStream() && !BenchStates.isThePrimarys(machines)) {
            throw new IllegalStateException(peer + ": the standby streams, and does not have what its primary has");
        }
        return Map.of(
                "peer", peer.word(),
                "seconds", (arrived - begin) / 1e3,
                "command_seconds", (ended - begin) / 1e3,
                "downtime_seconds", seen.withoutAnswerMillis() / 1e3,
                "wire_bytes", traffic.wire(),
                "written_bytes", traffic.written(),
                "tps", load(begin, arrived));
    }

    /** What the standby is to have replayed. */
    private String position() {
        return machines.sql(Node.ALPHA, "postgres", "SELECT pg_current_wal_flush_lsn()");
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
