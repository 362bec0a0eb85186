package dev.zstandby.operations;

import static java.util.stream.Collectors.toSet;

import dev.zstandby.Bytes;
import dev.zstandby.operations.Holdings.Retired;
import dev.zstandby.retention.KeepPolicy.Dated;
import dev.zstandby.retention.Timestamp;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.PoolSpace;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.SnapshotName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * @param left what else the user named
     */
    static Decision plan(Holdings seen, Map<DatasetName, Bytes> frees, LeftNodes left) {
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
        var retired = new RetiredPruning(seen);
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

    /** What of the retired trees goes, and why the others stay. */
    private static final class RetiredPruning {
        private final Holdings seen;
        private final List<Step> steps = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();
        private final Map<String, PoolSpace> pools;

        RetiredPruning(Holdings seen) {
            this.seen = seen;
            this.pools = new TreeMap<>(seen.pools());
            var trees = seen.retired().stream().filter(this::canGo).toList();
            trees.stream().filter(Retired::begun).forEach(tree -> go(tree, "its destruction has begun"));
            trees.stream()
                    .filter(tree -> !goes(tree) && hasHadItsTime(tree))
                    .forEach(tree -> go(tree, "retired long enough ago"));
            trees.stream()
                    .filter(tree -> !goes(tree) && isFull(tree) && !isTheBetterOne(tree))
                    .forEach(tree -> go(tree, "pool %s is %d %% full".formatted(tree.pool(), percent(tree))));
        }

        List<Step> steps() {
            return steps;
        }

        List<String> remarks() {
            return remarks;
        }

        private boolean canGo(Retired tree) {
            if (!tree.keptBy().isEmpty()) {
                remarks.add("retired tree %s stays: %s".formatted(tree.id(), String.join("; ", tree.keptBy())));
                return false;
            }
            if (!seen.local().liveIsWhole()) {
                remarks.add("retired tree %s stays: part of the live tree is missing".formatted(tree.id()));
                return false;
            }
            if (isLast(tree) && !successorIsProven()) {
                remarks.add("retired tree %s stays: it is the way back until the live tree has streamed for %s"
                        .formatted(tree.id(), words(proof())));
                return false;
            }
            return true;
        }

        /** What undo would go back to, and what it would if the group had not got another root since. */
        private boolean isLast(Retired tree) {
            var newestFirst = seen.retired().reversed().stream()
                    .filter(found -> !found.begun())
                    .toList();
            return Stream.of(
                            newestFirst.stream().findFirst(),
                            newestFirst.stream().filter(Retired::whole).findFirst())
                    .anyMatch(Optional.of(tree)::equals);
        }

        /**
         * Whether it served for longer than what has come after it, as far as anybody can tell: it was a primary, or it was live
         * for so long that it must have streamed. A row of resets that did not get to stream must not push it out.
         */
        private boolean isTheBetterOne(Retired tree) {
            if (successorIsProven() || !(tree.wasPrimary() || wasLiveLongEnough(tree))) {
                return false;
            }
            remarks.add(
                    "retired tree %s stays although pool %s is %d %% full: the live tree has not streamed for %s yet"
                            .formatted(tree.id(), tree.pool(), percent(tree), words(proof())));
            return true;
        }

        private boolean wasLiveLongEnough(Retired tree) {
            int at = seen.retired().indexOf(tree);
            var began = at == 0
                    ? Optional.<Instant>empty()
                    : seen.retired().get(at - 1).since();
            return began.flatMap(from -> tree.since().map(to -> Duration.between(from, to)))
                    .map(time -> time.compareTo(proof()) >= 0)
                    .orElse(true);
        }

        private Duration proof() {
            return seen.retention().retired().successorFor();
        }

        private boolean successorIsProven() {
            return seen.successorFor()
                    .filter(time -> time.compareTo(proof()) >= 0)
                    .isPresent();
        }

        private boolean hasHadItsTime(Retired tree) {
            var keepFor = seen.retention().retired().keepFor();
            return tree.since()
                    .filter(since -> Duration.between(since, seen.now()).compareTo(keepFor) >= 0)
                    .isPresent();
        }

        private boolean isFull(Retired tree) {
            return percent(tree) >= seen.retention().retired().poolFull();
        }

        /** With what goes already given back. */
        private int percent(Retired tree) {
            var space = pools.get(tree.pool());
            return space == null ? 0 : space.percent();
        }

        private boolean goes(Retired tree) {
            return steps.stream()
                    .anyMatch(step -> step instanceof Step.DestroyRetired retired
                            && retired.id().equals(tree.id()));
        }

        /** After those that are clones of it, which are older. */
        private void go(Retired tree, String why) {
            var staying = tree.needing().stream()
                    .filter(id -> steps.stream()
                            .noneMatch(step -> step instanceof Step.DestroyRetired gone
                                    && gone.id().equals(id)))
                    .toList();
            if (!staying.isEmpty()) {
                remarks.add(
                        "retired tree %s stays: %s is a clone of it".formatted(tree.id(), String.join(", ", staying)));
                return;
            }
            steps.add(new Step.DestroyRetired(tree.id(), tree.roots(), tree.used(), why));
            pools.computeIfPresent(tree.pool(), (_, space) -> space.without(tree.used()));
        }

        private static String words(Duration duration) {
            return duration.toHours() >= 48
                    ? duration.toDays() + " days"
                    : duration.toHours() >= 2 ? duration.toHours() + " hours" : duration.toMinutes() + " minutes";
        }
    }
}
