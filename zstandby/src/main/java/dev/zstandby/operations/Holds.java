package dev.zstandby.operations;

import static java.util.stream.Collectors.toSet;

import dev.zstandby.NodeName;
import dev.zstandby.peer.HoldTag;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.SnapshotName;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What this node holds for what it has in common with one peer. */
final class Holds {
    private final Machine machine;
    private final String tag;

    Holds(Machine machine, NodeName peer) {
        this.machine = machine;
        this.tag = HoldTag.of(peer);
    }

    void hold(List<SnapshotName> received) {
        machine.zfs().hold(tag, received);
    }

    void release(List<SnapshotName> snapshots) {
        machine.zfs().release(tag, snapshots);
    }

    /** @param theirs the peer's snapshots */
    Set<Guid> needed(Set<Guid> theirs) {
        return needed(common(theirs));
    }

    /**
     * What is held and need not be.
     *
     * @param stale as a run leaves it that was interrupted before its end
     * @param lost what tells that the peer was taken back to an earlier state ({@link CommonSnapshots#lost}), so it stays held until
     *     something newer is live
     */
    record Unneeded(List<SnapshotName> stale, List<SnapshotName> lost) {
        static final Unneeded NONE = new Unneeded(List.of(), List.of());

        Unneeded {
            stale = List.copyOf(stale);
            lost = List.copyOf(lost);
        }
    }

    /** @param theirs the peer's snapshots */
    Unneeded unneeded(Set<Guid> theirs) {
        var common = common(theirs);
        var needed = needed(common);
        var held = machine.zfs()
                .held(
                        tag,
                        common.snapshots().stream()
                                .filter(snapshot -> snapshot.holds() > 0 && !needed.contains(snapshot.guid()))
                                .map(Snapshot::name)
                                .toList());
        var lost = common.lost();
        return new Unneeded(
                held.stream().filter(name -> !lost.contains(name)).toList(),
                held.stream().filter(lost::contains).toList());
    }

    private CommonSnapshots common(Set<Guid> theirs) {
        var layout = machine.layout();
        var live = List.copyOf(machine.configuration().datasets().members().values());
        var all = machine.zfs().datasets();
        var places = CommonSnapshots.places(layout, live, all);
        return new CommonSnapshots(layout, live, all, machine.zfs().snapshots(places), theirs);
    }

    private Set<Guid> needed(CommonSnapshots common) {
        return Stream.concat(common.needed().stream(), interrupted(common).stream())
                .collect(toSet());
    }

    /** What a receive that was interrupted and can be gone on with is of, and what it is based on. */
    private Set<Guid> interrupted(CommonSnapshots common) {
        return common.live().stream()
                .map(machine.layout()::staged)
                .flatMap(staged -> common.all().named(staged).flatMap(Dataset::resumeToken).stream())
                .flatMap(token -> machine.zfs().decode(token).stream())
                .map(token -> Stream.concat(Stream.of(token.toGuid()), token.from().stream())
                        .toList())
                .filter(common.theirs()::containsAll)
                .flatMap(List::stream)
                .collect(toSet());
    }
}
