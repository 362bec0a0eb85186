package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.host.Command;
import dev.zstandby.owner.Aside;
import dev.zstandby.peer.StreamRequest;
import dev.zstandby.peer.Streams;
import dev.zstandby.zfs.Dataset.Tree;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.Property;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.SnapshotName;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The steps that bring the primary's snapshot into the staged tree. */
final class ReceiveSteps {
    private final Machine machine;
    private final Link link;
    private final Ledger ledger;
    private final Progress progress;
    private final OwnTrees trees;
    private Optional<Streams> streams = Optional.empty();
    private long outstanding;

    ReceiveSteps(Machine machine, Link link, Ledger ledger, Progress progress) {
        this.machine = machine;
        this.link = link;
        this.ledger = ledger;
        this.progress = progress;
        this.trees = new OwnTrees(machine.zfs());
    }

    /** Opens the connection for the streams that the steps need: the peer is to be ready as soon as its snapshot is taken. */
    void expect(List<Step> steps) {
        outstanding = steps.stream()
                .filter(step -> step instanceof Step.Receive || step instanceof Step.ResumeReceive)
                .count();
        if (outstanding > 0) {
            streams = Optional.of(Streams.open(machine.commands(), link.peer(), machine.streamPipe()));
        }
    }

    /** Ends the connection, and what still goes on by it. */
    void close() {
        streams.ifPresent(open -> {
            try (open) {
                if (outstanding == 0) {
                    ledger.travelled(open.travelled());
                }
            }
        });
    }

    void createParent(DatasetName parent) {
        machine.zfs().createParents(parent);
    }

    void unmount(List<DatasetName> staged) {
        var members = machine.configuration().datasets().members();
        for (DatasetName dataset : staged) {
            members.forEach((member, live) -> {
                if (machine.layout().staged(live).equals(dataset)) {
                    machine.mounts().unmount(dataset, Aside.mountpoint(member));
                }
            });
        }
    }

    void undoPreparation(SnapshotName newest) {
        trees.require(Tree.STAGED, newest.dataset());
        machine.zfs().rollback(newest);
        machine.zfs().inherit(Property.PREPARED, List.of(newest.dataset()));
        machine.zfs().inherit(Property.CUT_OVER, List.of(newest.dataset()));
    }

    void drop(DatasetName root) {
        trees.destroyStaged(
                root,
                machine.configuration().datasets().members().values().stream()
                        .map(machine.layout()::staged)
                        .toList());
    }

    void setAside(DatasetName root, DatasetName to) {
        trees.setAside(root, to);
    }

    void abandon(DatasetName target) {
        trees.require(Tree.STAGED, target);
        machine.zfs().abortReceive(target);
    }

    void resume(Step.ResumeReceive step) {
        var token = step.decoded();
        var request = new StreamRequest(step.member().name(), token.toGuid(), token.from(), Optional.of(step.token()));
        run(request, machine.zfs().receive(step.target(), Optional.empty(), properties()));
        verify(step.target(), token.toGuid());
    }

    void receive(Step.Receive step) {
        var snapshot = ledger.snapshot().byMember().get(step.member());
        if (snapshot == null) {
            throw Failure.failed(
                            "%s took no snapshot of %s.".formatted(link.peer().name(), step.member()))
                    .withRemedy(
                            "Make datasets the same in both nodes' configurations; \"zstandby check\" compares them.");
        }
        var request = new StreamRequest(step.member().name(), snapshot.guid(), step.base(), Optional.empty());
        run(request, machine.zfs().receive(step.target(), step.origin(), properties()));
        verify(step.target(), snapshot.guid());
    }

    private void run(StreamRequest request, Command receive) {
        var open = streams.orElseThrow(() -> new IllegalStateException("no streams were expected"));
        long start = System.nanoTime();
        var size = open.run(request, receive, sofar -> {
            link.keepAlive();
            progress.transferred(sofar.sofar(), sofar.expected());
        });
        ledger.transferred(size, Duration.ofNanos(System.nanoTime() - start));
        progress.transferred(size, size);
        outstanding--;
        if (outstanding == 0) {
            open.finish();
        }
    }

    /**
     * Given with every receive: never mounted by itself, and left alone by those who take snapshots of everything, since nothing
     * can be received on top of another's.
     */
    private static Map<String, String> properties() {
        return new TreeMap<>(
                Map.of("canmount", "noauto", Property.AUTO_SNAPSHOT, "false", Property.TREE, Tree.STAGED.property()));
    }

    /** What arrived must be the snapshot that was asked for, by its GUID. */
    private void verify(DatasetName target, Guid expected) {
        var newest =
                machine.zfs().snapshots(List.of(target)).stream().max(Comparator.comparingLong(Snapshot::createTxg));
        if (!newest.map(Snapshot::guid).equals(Optional.of(expected))) {
            throw Failure.failed("%s ended without an error, but its newest snapshot is not the one that was sent."
                            .formatted(target))
                    .withEvidence(List.of(
                            "expected GUID: " + expected,
                            "found: "
                                    + newest.map(found -> found.name() + ", GUID " + found.guid())
                                            .orElse("none")))
                    .withRemedy("Run the command again.");
        }
    }
}
