package dev.zstandby.operations;

import dev.zstandby.Bytes;
import dev.zstandby.postgres.Lsn;
import dev.zstandby.postgres.Timeline;
import java.time.Duration;
import java.util.Optional;

/**
 * What an operation did, with its figures.
 *
 * @param snapshot the name of the snapshot that was taken for it
 * @param estimated what {@code zfs send -nP} said the streams would be
 * @param travelled what passed from the peer to this node
 * @param transferring how long the streams took, one after the other
 * @param downtime from asking the server to stop until it answered again
 * @param retired the id of the tree that was live before
 * @param replayed how far the standby had replayed when it was done
 * @param reclaimed what was given back, as it was told before
 */
public record Report(
        String summary,
        Optional<String> snapshot,
        Bytes estimated,
        Bytes travelled,
        Duration transferring,
        Optional<Duration> downtime,
        Optional<String> retired,
        Optional<Timeline> timeline,
        Optional<Lsn> replayed,
        Optional<Bytes> reclaimed) {}
