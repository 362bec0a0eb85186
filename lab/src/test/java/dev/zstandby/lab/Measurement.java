package dev.zstandby.lab;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One peer at work on beta: what it took, as seen from outside it. */
final class Measurement {
    private static final Duration UNDISTURBED = Duration.ofSeconds(20);
    private static final Duration LONGEST_ARRIVAL = Duration.ofMinutes(15);
    private static final Duration AFTER_RESTART = Duration.ofSeconds(3);
    private static final String LOAD = "/tmp/load";

    private final Machines machines;

    Measurement(Machines machines) {
        this.machines = machines;
    }

    /** Its figures by name; {@code refusal} instead of most where it could not do the work. */
    Map<String, Object> of(Peer peer) {
        for (String setting : peer.unneeded()) {
            var parts = setting.split("=", 2);
            machines.sql(Node.ALPHA, "postgres", "ALTER SYSTEM SET %s = '%s'".formatted(parts[0], parts[1]));
        }
        machines.sql(Node.ALPHA, "postgres", "SELECT pg_reload_conf()");
        machines.run(
                        Node.ALPHA,
                        "(cd / && runuser -u postgres -- pgbench -n -T 36000 -P 1 --progress-timestamp bench) >%s 2>&1 &"
                                .formatted(LOAD))
                .succeeded();
        sleep(UNDISTURBED);
        try {
            return underLoad(peer);
        } finally {
            machines.run(Node.ALPHA, "pkill pgbench; true");
        }
    }

    private Map<String, Object> underLoad(Peer peer) {
        try (var watch = new Watch(machines, peer.isToStream() ? position() : "")) {
            var before = Traffic.read(machines);
            long begin = System.currentTimeMillis();
            var result = machines.run(Node.BETA, peer.command());
            long ended = System.currentTimeMillis();
            if (result.status() != 0) {
                return refusal(peer, result.text().strip());
            }
            return peer.isToStream() ? streaming(peer, watch, before, begin) : restarted(peer, watch, begin, ended);
        }
    }

    private Map<String, Object> restarted(Peer peer, Watch watch, long begin, long ended) {
        sleep(AFTER_RESTART);
        var seen = watch.soFar();
        return Map.of(
                "peer",
                peer.word(),
                "seconds",
                (ended - begin) / 1e3,
                "downtime_seconds",
                seen.withoutAnswerMillis() / 1e3);
    }

    private Map<String, Object> streaming(Peer peer, Watch watch, Traffic before, long begin) {
        var seen = watch.untilItStreams(LONGEST_ARRIVAL);
        var traffic = Traffic.read(machines).since(before);
        var wrong = wrong(seen);
        if (wrong.isPresent()) {
            return refusal(peer, wrong.get());
        }
        var figures = new TreeMap<String, Object>();
        figures.put("peer", peer.word());
        figures.put("seconds", (seen.arrivedAt() - begin) / 1e3);
        figures.put("downtime_seconds", seen.withoutAnswerMillis() / 1e3);
        figures.put("wire_bytes", traffic.wire());
        figures.put("written_bytes", traffic.written());
        figures.putAll(Throughput.of(
                machines.run(Node.ALPHA, "cat " + LOAD).succeeded().output(), begin, seen.arrivedAt()));
        return figures;
    }

    /** Why what the standby has come to does not count. */
    private Optional<String> wrong(Watch.Seen seen) {
        if (seen.arrivedAt() == 0) {
            var log = machines.run(Node.BETA, "tail -n 3 /var/log/postgresql/postgresql-17-main.log");
            return Optional.of("not streaming after %d minutes: %s".formatted(LONGEST_ARRIVAL.toMinutes(), log.line()));
        }
        var query = "SELECT count(*) FROM ballast WHERE ctid < '(20,0)' AND payload LIKE 'by mistake%'";
        return machines.sql(Node.BETA, "bench", query).equals("0")
                ? Optional.empty()
                : Optional.of("streams, with rows that its primary does not have");
    }

    private static Map<String, Object> refusal(Peer peer, String text) {
        return Map.of("peer", peer.word(), "refusal", text);
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
