package dev.zstandby.operations;

import dev.zstandby.Bytes;
import dev.zstandby.Failure;
import dev.zstandby.config.Configuration;
import dev.zstandby.config.Member;
import dev.zstandby.host.Background;
import dev.zstandby.peer.Answer.Description;
import dev.zstandby.peer.PeerGate;
import dev.zstandby.postgres.Server;
import dev.zstandby.zfs.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** The open connections to the peer that an operation works with: its gate and its server. */
final class Link implements AutoCloseable {
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final Machine machine;
    private final Configuration.Peer peer;
    private PeerGate gate;
    private Server server;
    private Instant asked = Instant.now();

    private Link(Machine machine, Configuration.Peer peer, PeerGate gate, Server server) {
        this.machine = machine;
        this.peer = peer;
        this.gate = gate;
        this.server = server;
    }

    /** Connects to both; a {@link Failure} says which does not answer and what to do. */
    static Link open(Machine machine, Configuration.Peer peer) {
        var gate = PeerGate.open(machine.commands(), peer);
        try {
            return new Link(machine, peer, gate, Server.connect(machine.peerEndpoint(peer)));
        } catch (RuntimeException e) {
            gate.close();
            throw e;
        }
    }

    PeerGate gate() {
        return gate;
    }

    /** The same by a session that works: hours may lie between what is asked of the gate first and last. */
    PeerGate gateAgain() {
        if (!gate.isOpen()) {
            gate.close();
            gate = PeerGate.open(machine.commands(), peer);
        }
        return gate;
    }

    Server server() {
        return server;
    }

    /**
     * The same server by a connection that works: a new one when the one there was is lost. What hung on the old one, such as
     * the guard of WAL, is lost with it.
     */
    Server serverAgain() {
        try {
            server.inRecovery();
        } catch (Failure lost) {
            server.close();
            server = Server.connect(machine.peerEndpoint(peer));
        }
        return server;
    }

    /**
     * Asks the server something once a minute, however often this is called: a connection on which nothing happens for hours is
     * forgotten by what lies between, and the guard of WAL hangs on it. Nobody waits for the answer.
     */
    synchronized void keepAlive() {
        if (asked.plus(SILENCE).isBefore(Instant.now())) {
            asked = Instant.now();
            Background.thread(this::ask);
        }
    }

    private void ask() {
        try {
            server.inRecovery();
        } catch (Failure lost) {
            // Who needs the connection says so.
        }
    }

    Configuration.Peer peer() {
        return peer;
    }

    /**
     * Looks at both nodes, and asks how much there is to be sent.
     *
     * @param full whether the whole of each dataset is expected to arrive, and not only what changed
     */
    Observation observe(boolean full) {
        var seen = look();
        return seen.with(seen.inquiry()
                .foreseeing(expected(seen, full), new Holds(machine, peer.name()).unneeded(seen.theirs())));
    }

    /**
     * The same, and tries the log-in of this node's server. One after the other: the log-in takes a WAL sender, which would
     * be seen among those in use.
     */
    Observation observeAndTry(boolean full) {
        var seen = observe(full);
        return seen.with(seen.inquiry().having(List.of(Attempts.streamFromPeer(machine, peer))));
    }

    /** Looks at both nodes at the same time. */
    Observation look() {
        var local = Background.start(() -> new LocalObserver(machine).observe());
        var described = Background.start(() -> Described.now(gate.describe()));
        try {
            var state = server.state();
            var here = local.join();
            // Asked at the same time, the standby may just have got what the primary had not written yet.
            var settled = here.server().isAheadOf(state) ? server.state() : state;
            var seen = new Observation(
                    machine.configuration(),
                    peer,
                    here,
                    described.join().description(),
                    described.join().clockAhead(),
                    settled,
                    machine.configuration().slot(),
                    Inquiry.NONE);
            return seen.with(Inquiry.NONE.occupying(new Mountpoints(seen)
                    .first().stream().filter(machine.files()::holdFiles).toList()));
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private record Described(Description description, Duration clockAhead) {
        static Described now(Description description) {
            return new Described(
                    description, Duration.between(Instant.now(), Instant.ofEpochMilli(description.clock())));
        }
    }

    private Map<Member, Bytes> expected(Observation seen, boolean full) {
        var expected = new HashMap<Member, Bytes>();
        for (LocalMember member : seen.local().members()) {
            if (seen.onPeer(member.member()).isPresent()) {
                var staged = new StagedTree(seen, seen.local().layout().rootOf(member.name()), full);
                boolean goesOn = staged.uselessness().isEmpty();
                var base = (goesOn ? seen.stagedBase(member) : Optional.<Snapshot>empty())
                        .or(() -> full ? Optional.empty() : seen.liveBase(member))
                        .map(Snapshot::guid);
                var whole = gate.estimate(member.member(), base);
                expected.put(
                        member.member(),
                        seen.resumable(member)
                                .filter(_ -> goesOn)
                                .map(token -> whole.minus(token.received()))
                                .orElse(whole));
            }
        }
        return expected;
    }

    @Override
    public void close() {
        server.close();
        gate.close();
    }
}
