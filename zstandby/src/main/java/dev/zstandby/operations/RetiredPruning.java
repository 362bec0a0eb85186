package dev.zstandby.operations;

import dev.zstandby.Bytes;
import dev.zstandby.operations.Holdings.Retired;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.PoolSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What of the retired trees goes, and why the others stay. Pure. */
final class RetiredPruning {
    private final Holdings seen;
    private final Set<String> named;
    private final List<Step> steps = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final Map<String, PoolSpace> pools;

    /**
     * @param frees what the snapshots that go too give back, by their dataset
     * @param named the trees that are given up, by their ids
     */
    RetiredPruning(Holdings seen, Map<DatasetName, Bytes> frees, Set<String> named) {
        this.seen = seen;
        this.named = Set.copyOf(named);
        this.pools = new TreeMap<>(seen.pools());
        frees.forEach((dataset, freed) -> giveBack(dataset.pool(), freed));
        var trees = seen.retired().stream().filter(this::canGo).toList();
        trees.stream().filter(Retired::begun).forEach(tree -> go(tree, "its destruction has begun"));
        trees.stream()
                .filter(tree -> !goes(tree) && (isNamed(tree) || hasHadItsTime(tree)))
                .forEach(tree -> go(tree, isNamed(tree) ? "it is named" : "retired long enough ago"));
        trees.stream().filter(tree -> !goes(tree) && fullPool(tree).isPresent()).forEach(this::makeRoom);
        named.stream()
                .filter(id -> seen.retired().stream().map(Retired::id).noneMatch(id::equals))
                .sorted()
                .map("there is no retired tree %s"::formatted)
                .forEach(remarks::add);
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
            remarks.add(
                    "retired tree %s stays: it is the way back until the live tree has streamed for %s; to give it up: zstandby prune --drop-retired=%s"
                            .formatted(tree.id(), words(proof()), tree.id()));
            return false;
        }
        return true;
    }

    private boolean isNamed(Retired tree) {
        return named.contains(tree.id());
    }

    /** Of those that are not given up what undo would go back to, and what it would if the group had not got another root since. */
    private boolean isLast(Retired tree) {
        var newestFirst = seen.retired().reversed().stream()
                .filter(found -> !found.begun() && !isNamed(found))
                .toList();
        return Stream.of(
                        newestFirst.stream().findFirst(),
                        newestFirst.stream().filter(Retired::whole).findFirst())
                .anyMatch(Optional.of(tree)::equals);
    }

    private void makeRoom(Retired tree) {
        var full = fullPool(tree)
                .map(pool -> "pool %s is %d %% full".formatted(pool, percent(pool)))
                .orElseThrow();
        if (successorIsProven() || !hasProvenItself(tree)) {
            go(tree, full);
        } else {
            remarks.add("retired tree %s stays although %s: the live tree has not streamed for %s yet"
                    .formatted(tree.id(), full, words(proof())));
        }
    }

    /**
     * As far as anybody can tell: it was a primary, or it was live for so long that it must have streamed. A row of resets that did
     * not get to stream must not push it out.
     */
    private boolean hasProvenItself(Retired tree) {
        return tree.wasPrimary() || wasLiveLongEnough(tree);
    }

    private boolean wasLiveLongEnough(Retired tree) {
        int at = seen.retired().indexOf(tree);
        var began =
                at == 0 ? Optional.<Instant>empty() : seen.retired().get(at - 1).since();
        return began.flatMap(from -> tree.since().map(to -> Duration.between(from, to)))
                .map(time -> time.compareTo(proof()) >= 0)
                .orElse(true);
    }

    private Duration proof() {
        return seen.retention().retired().successorFor();
    }

    private boolean successorIsProven() {
        return seen.successorFor().filter(time -> time.compareTo(proof()) >= 0).isPresent();
    }

    private boolean hasHadItsTime(Retired tree) {
        var keepFor = seen.retention().retired().keepFor();
        return tree.since()
                .filter(since -> Duration.between(since, seen.now()).compareTo(keepFor) >= 0)
                .isPresent();
    }

    /** One of those in which it lies. */
    private Optional<String> fullPool(Retired tree) {
        return tree.roots().stream()
                .map(DatasetName::pool)
                .filter(pool -> percent(pool) >= seen.retention().retired().poolFull())
                .findFirst();
    }

    /** With what goes already given back. */
    private int percent(String pool) {
        var space = pools.get(pool);
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
            remarks.add("retired tree %s stays: %s is a clone of it".formatted(tree.id(), String.join(", ", staying)));
            return;
        }
        steps.add(new Step.DestroyRetired(tree.id(), tree.roots(), tree.usedInAll(), why));
        tree.used().forEach(this::giveBack);
    }

    private void giveBack(String pool, Bytes freed) {
        pools.computeIfPresent(pool, (_, space) -> space.without(freed));
    }

    private static String words(Duration duration) {
        return duration.toHours() >= 48
                ? duration.toDays() + " days"
                : duration.toHours() >= 2 ? duration.toHours() + " hours" : duration.toMinutes() + " minutes";
    }
}
