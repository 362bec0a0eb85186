package dev.zstandby.operations;

import static java.util.stream.Collectors.toSet;

import dev.zstandby.Bytes;
import dev.zstandby.retention.KeepPolicy.Dated;
import dev.zstandby.retention.Timestamp;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.SnapshotName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What this node need not keep any more. Needs no peer: what one needs is held. Pure functions.
 *
 * <p>Only what zstandby made goes, and of that never what is held, what something is a clone of, the newest snapshot of a
 * dataset, and a tree that others put something into.
 */
final class PrunePlanner {
    private PrunePlanner() {}

    /**
     * @param frees what destroying the snapshots that {@link #doomed} names gives back, by their dataset
     * @param left what is given up of nodes that are no peers any more
     * @param trees the retired trees that are given up, by their ids
     */
    static Decision plan(Holdings seen, Map<DatasetName, Bytes> frees, LeftNodes left, Set<String> trees) {
        var findings = new ArrayList<Finding>();
        CutOverChecks.notUnderWay(seen.local()).ifPresent(findings::add);
        findings.addAll(left.findings(seen));
        if (!findings.isEmpty()) {
            return new Decision.Refused(findings);
        }
        var steps = new ArrayList<Step>();
        doomed(seen)
                .forEach((dataset, names) ->
                        steps.add(new Step.DestroySnapshots(dataset, names, frees.getOrDefault(dataset, Bytes.ZERO))));
        var retired = new RetiredPruning(seen, frees, trees);
        steps.addAll(retired.steps());
        steps.addAll(left.steps(seen));
        var remarks =
                Stream.concat(retired.remarks().stream(), left.remarks(seen)).toList();
        if (steps.isEmpty()) {
            return new Decision.NothingToDo(
                    "%s has nothing to prune.".formatted(seen.local().name()), remarks);
        }
        return new Decision.Proceed(new Plan(
                "Prune what %s need not keep any more.".formatted(seen.local().name()),
                remarks,
                steps,
                Optional.empty()));
    }

    /** The snapshots that go, by their dataset, oldest first: of the live and of the staged tree, each by itself. */
    static Map<DatasetName, List<SnapshotName>> doomed(Holdings seen) {
        var doomed = new TreeMap<DatasetName, List<SnapshotName>>();
        var members = seen.local().members();
        var live = members.stream().map(LocalMember::liveSnapshots).toList();
        var staged = members.stream().map(LocalMember::stagedSnapshots).toList();
        Stream.of(live, staged)
                .forEach(tree -> doomedOf(seen, tree)
                        .forEach(name -> doomed.computeIfAbsent(name.dataset(), _ -> new ArrayList<>())
                                .add(name)));
        Stream.concat(live.stream(), staged.stream())
                .map(PrunePlanner::ours)
                .filter(snapshots -> !snapshots.isEmpty())
                .map(snapshots -> snapshots.getLast().name())
                .forEach(newest ->
                        doomed.getOrDefault(newest.dataset(), new ArrayList<>()).remove(newest));
        doomed.values().removeIf(List::isEmpty);
        return doomed;
    }

    /** @param tree the snapshots of each of its datasets */
    private static List<SnapshotName> doomedOf(Holdings seen, List<List<Snapshot>> tree) {
        var ours = tree.stream().flatMap(snapshots -> ours(snapshots).stream()).toList();
        var dated = ours.stream()
                .map(snapshot -> snapshot.name().name())
                .distinct()
                .flatMap(name -> Timestamp.in(name).map(at -> new Dated(name, at)).stream())
                // A clock that was ahead for a while must not put those that it named before all others.
                .filter(snapshot -> !snapshot.at().isAfter(seen.now()))
                .toList();
        var kept = seen.retention().keep().kept(dated);
        var names = dated.stream().map(Dated::name).collect(toSet());
        return ours.stream()
                .filter(snapshot -> names.contains(snapshot.name().name()))
                .filter(snapshot -> !kept.contains(snapshot.name().name()))
                .filter(snapshot -> snapshot.holds() == 0)
                .map(Snapshot::name)
                .filter(name -> !seen.origins().contains(name))
                .toList();
    }

    private static List<Snapshot> ours(List<Snapshot> snapshots) {
        return snapshots.stream().filter(snapshot -> snapshot.name().isOurs()).toList();
    }
}
