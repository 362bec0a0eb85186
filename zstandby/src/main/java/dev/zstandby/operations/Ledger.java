package dev.zstandby.operations;

import dev.zstandby.Bytes;
import dev.zstandby.config.Member;
import dev.zstandby.postgres.Backup;
import dev.zstandby.postgres.Lsn;
import dev.zstandby.postgres.Timeline;
import dev.zstandby.zfs.Snapshot;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What the steps of one run leave for those after them, and for the report. */
final class Ledger {
    /** The primary's snapshot. */
    record Taken(
            String name,
            Map<Member, Snapshot> byMember,
            Timeline timeline,
            Lsn lower,
            Lsn upper,
            Optional<Backup> backup) {
        Taken {
            byMember = Map.copyOf(byMember);
        }
    }

    private Optional<Taken> taken = Optional.empty();
    private Bytes estimated = Bytes.ZERO;
    private Bytes travelled = Bytes.ZERO;
    private Duration transferring = Duration.ZERO;
    private Optional<Long> stoppedAt = Optional.empty();
    private Optional<Duration> downtime = Optional.empty();
    private Optional<String> retired = Optional.empty();
    private boolean swapped;
    private Optional<Lsn> replayed = Optional.empty();
    private Optional<Timeline> timeline = Optional.empty();
    private Optional<String> own = Optional.empty();
    private Optional<Bytes> reclaimed = Optional.empty();

    void took(Taken snapshot) {
        taken = Optional.of(snapshot);
    }

    /** A snapshot of this node's own. */
    void named(String snapshot) {
        own = Optional.of(snapshot);
    }

    void reclaimed(Bytes bytes) {
        reclaimed = Optional.of(reclaimed.orElse(Bytes.ZERO).plus(bytes));
    }

    Optional<Taken> taken() {
        return taken;
    }

    /** The snapshot of this run; only to be asked by steps that come after the one that takes it. */
    Taken snapshot() {
        return taken.orElseThrow(() -> new IllegalStateException("no snapshot has been taken in this run"));
    }

    void transferred(Bytes expected, Duration took) {
        estimated = estimated.plus(expected);
        transferring = transferring.plus(took);
    }

    /** By all streams of the run. */
    void travelled(Bytes bytes) {
        travelled = bytes;
    }

    void stopping() {
        stoppedAt = Optional.of(System.nanoTime());
    }

    /** Whether a server that ran was stopped. */
    boolean hasStopped() {
        return stoppedAt.isPresent();
    }

    void answersAgain() {
        downtime = stoppedAt.map(start -> Duration.ofNanos(System.nanoTime() - start));
    }

    void retired(String id) {
        retired = Optional.of(id);
    }

    void streams(Timeline on, Lsn upTo) {
        timeline = Optional.of(on);
        replayed = Optional.of(upTo);
    }

    /** Something has been renamed: what comes in is live, or the next run makes it so. */
    void swapped() {
        swapped = true;
    }

    boolean hasSwapped() {
        return swapped;
    }

    Report report(String summary) {
        return new Report(
                summary,
                taken.map(Taken::name).or(() -> own),
                estimated,
                travelled,
                transferring,
                downtime,
                retired,
                timeline,
                replayed,
                reclaimed);
    }
}
