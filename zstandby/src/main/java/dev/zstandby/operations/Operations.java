package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.config.Configuration;
import dev.zstandby.config.Configuration.RunBy;
import dev.zstandby.host.Lock;
import dev.zstandby.operations.SourceSteps.MadeSlot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a user can ask for. Each observes, plans, lets the caller agree, and carries out. */
public final class Operations {
    /** Together long enough for a switch that restarts, or a host. */
    private static final List<Duration> WAITS =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(45), Duration.ofSeconds(90));

    private final Machine machine;
    private final Progress progress;
    private final Consent consent;
    private final List<Duration> waits;

    /** Shows a plan and says whether to go on. */
    public interface Consent {
        /** Throws a {@link Failure} when the user does not agree. */
        Answer to(Proposal plan);

        /** Whether no plan will be carried out, whatever it is. */
        default boolean onlyShows() {
            return false;
        }

        /** What to do with a plan. */
        enum Answer {
            CARRY_OUT,
            ONLY_SHOW
        }
    }

    public Operations(Machine machine, Progress progress, Consent consent) {
        this(machine, progress, consent, WAITS);
    }

    /** @param waits how long to wait before each new attempt after a failure that may pass by itself */
    public Operations(Machine machine, Progress progress, Consent consent, List<Duration> waits) {
        this.waits = List.copyOf(waits);
        this.machine = machine;
        this.progress = progress;
        this.consent = consent;
    }

    public Outcome seed(Configuration.Peer peer, boolean replace) {
        return withPeer(
                "seed",
                peer,
                link -> link.observeAndTry(true),
                seen -> SeedPlanner.plan(seen, SnapshotNames.idFor(seen.local()), replace));
    }

    public Outcome sync(Configuration.Peer peer) {
        return withPeer(
                "sync",
                peer,
                link -> link.observe(false),
                seen -> SyncPlanner.plan(seen, SnapshotNames.idFor(seen.local())));
    }

    public Outcome reset(Configuration.Peer peer, boolean refresh) {
        return withPeer(
                "reset",
                peer,
                link -> link.observeAndTry(false),
                seen -> ResetPlanner.plan(seen, SnapshotNames.idFor(seen.local()), refresh));
    }

    /**
     * Goes back to a tree that was live.
     *
     * @param to its id; the newest that is whole when absent
     */
    public Outcome undo(Optional<String> to) {
        return alone("undo", () -> {
            var local = new LocalObserver(machine).observe();
            var decision = UndoPlanner.plan(machine.configuration(), local, SnapshotNames.idFor(local), to);
            return carryOut(decision, Conductor.alone(machine, progress));
        });
    }

    /** Takes a snapshot of this node's live tree, with what its WAL was then. */
    public Outcome snapshot() {
        return alone(
                "snapshot",
                () -> carryOut(
                        SnapshotPlanner.plan(
                                machine.configuration(), new LocalObserver(machine).observe(), SnapshotNames.next()),
                        Conductor.alone(machine, progress)));
    }

    /**
     * Destroys what need not be kept.
     *
     * @param left what to give up of nodes that are no peers any more
     * @param trees the retired trees to give up, by their ids
     */
    public Outcome prune(LeftNodes left, Set<String> trees) {
        return alone("prune", () -> {
            var observer = new RetentionObserver(machine);
            var seen = observer.observe();
            var decision = PrunePlanner.plan(seen, observer.frees(PrunePlanner.doomed(seen)), left, trees);
            return carryOut(decision, Conductor.alone(machine, progress));
        });
    }

    /** Whether this pair can seed and reset; also tries what can only be tried. */
    public List<Finding> check(Configuration.Peer peer) {
        try (var link = Link.open(machine, peer)) {
            var seen = link.observeAndTry(false);
            var findings = new ArrayList<>(PairChecks.all(seen));
            findings.addAll(seen.inquiry().attempts());
            findings.addAll(Attempts.connectBack(link, seen));
            findings.addAll(BaseChecks.report(seen));
            findings.addAll(RoomChecks.check(seen));
            findings.addAll(CutOverChecks.check(seen.local()));
            findings.addAll(tuning(seen));
            if (machine.configuration().runBy() == RunBy.ZSTANDBY) {
                findings.addAll(RunByChecks.check(seen.local().name(), OperatorState.look(machine, seen.local())));
            }
            return findings;
        }
    }

    private List<Finding> tuning(Observation seen) {
        var node = machine.configuration().node();
        var settings = seen.local().server() instanceof LocalServer.Running(var state)
                ? state.settings()
                : Map.<String, String>of();
        var findings = new ArrayList<>(TuningChecks.datasets(
                node, Tuning.of(machine.zfs(), machine.configuration().datasets()), settings));
        findings.addAll(TuningChecks.settings(node, settings));
        findings.addAll(TuningChecks.settings(seen.peer().node(), seen.primary().settings()));
        return findings;
    }

    /** Both nodes as they are. */
    public Status status(Configuration.Peer peer) {
        try (var link = Link.open(machine, peer)) {
            return Status.of(link.look());
        } catch (Failure unreachable) {
            return Status.ofLocal(new LocalObserver(machine).observe(), peer.name(), unreachable);
        }
    }

    private Outcome withPeer(
            String what,
            Configuration.Peer peer,
            Function<Link, Observation> look,
            Function<Observation, Decision> planner) {
        var retries = new Retries(consent, progress, waits);
        var made = new MadeSlot();
        return alone(
                what,
                () -> retries.run(() -> {
                    try (var link = Link.open(machine, peer)) {
                        var seen = look.apply(link);
                        return carryOut(
                                planner.apply(seen), Conductor.with(machine, link, seen, made, progress), retries);
                    }
                }));
    }

    /** From the first look to the last step nobody else may change this group, or what was seen is not what there is. */
    private Outcome alone(String what, Supplier<Outcome> work) {
        if (consent.onlyShows()) {
            return work.get();
        }
        try (var _ = Lock.take(machine.lockFile(), "zstandby " + what)) {
            return work.get();
        }
    }

    private Outcome carryOut(Decision decision, Conductor conductor) {
        return carryOut(decision, conductor, consent);
    }

    private static Outcome carryOut(Decision decision, Conductor conductor, Consent agreement) {
        return switch (decision) {
            case Decision.NothingToDo(var reason, var remarks) -> new Outcome.NothingToDo(reason, remarks);
            case Decision.Refused refused -> throw refused.asFailure();
            case Decision.Proceed(var plan) ->
                switch (agreement.to(plan.proposal())) {
                    case ONLY_SHOW -> new Outcome.Shown(plan.proposal());
                    case CARRY_OUT -> new Outcome.Done(conductor.run(plan), plan.proposal());
                };
        };
    }
}
