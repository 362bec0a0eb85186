package dev.zstandby.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Bytes;
import dev.zstandby.operations.Holdings.Retired;
import dev.zstandby.retention.KeepPolicy;
import dev.zstandby.retention.Retention;
import dev.zstandby.retention.RetiredPolicy;
import dev.zstandby.retention.Timestamp;
import dev.zstandby.zfs.PoolSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A year of resets, of standbys that stream and do not, of pools that fill: what goes and what stays of the retired trees. */
class PruneYearTest {
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
    private static final long TREE = 3;
    private static final LeftNodes NOBODY = new LeftNodes(List.of(), List.of());

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    private final List<Retired> trees = new ArrayList<>();
    private Optional<Instant> streamsSince = Optional.empty();
    private long others;

    @ParameterizedTest
    @MethodSource("seeds")
    void whatMustStayStaysAndWhatMayGoGoes(int seed) {
        var random = new Random(seed);
        var policy = new RetiredPolicy(
                Duration.ofHours(random.nextInt(400)), 50 + random.nextInt(51), Duration.ofHours(random.nextInt(60)));
        for (var now = NEW_YEAR; now.isBefore(NEW_YEAR.plus(Duration.ofDays(365))); now = now.plusSeconds(8 * 3600)) {
            happens(random, now);
            var before = List.copyOf(trees);
            var decision = PrunePlanner.plan(holdings(policy, now), Map.of(), NOBODY, Set.of());
            if (decision instanceof Decision.Proceed(var plan)) {
                for (Step step : plan.steps()) {
                    goes(policy, now, before, (Step.DestroyRetired) step);
                }
            }
            assertThat(PrunePlanner.plan(holdings(policy, now), Map.of(), NOBODY, Set.of()))
                    .as("pruning again finds nothing")
                    .isInstanceOf(Decision.NothingToDo.class);
            nothingIsLeftThatShouldHaveGone(policy, now, before);
        }
    }

    private void nothingIsLeftThatShouldHaveGone(RetiredPolicy policy, Instant now, List<Retired> before) {
        var unneeded = trees.stream()
                .filter(tree -> tree.keptBy().isEmpty() && tree.needing().isEmpty())
                .toList();
        assertThat(unneeded).as("what was begun with").noneMatch(Retired::begun);
        assertThat(unneeded.stream()
                        .filter(tree -> !isWayBack(before, tree) || isProven(policy, now))
                        .filter(tree -> !retiredAt(tree).isAfter(now.minus(policy.keepFor()))))
                .as("what has had its time")
                .isEmpty();
    }

    private void happens(Random random, Instant now) {
        if (random.nextInt(8) == 0) {
            var id = Timestamp.text(now) + "-%06d".formatted(random.nextInt(1_000_000));
            trees.add(tree(random, id));
            streamsSince = Optional.of(now);
        }
        if (random.nextInt(6) == 0) {
            streamsSince = random.nextBoolean() ? Optional.of(now) : Optional.empty();
        }
        others = Math.clamp(others + random.nextInt(11) - 5, 0, 90);
    }

    private Retired tree(Random random, String id) {
        var tree = RetiredFixture.retired(id).used(TREE);
        switch (random.nextInt(16)) {
            case 0, 1 -> tree.keptBy("somebody uses it");
            case 2, 3 -> tree.lacking();
            case 4 -> tree.begun().lacking();
            case 5, 6 -> tree.primary();
            case 7, 8 -> trees.stream().findFirst().ifPresent(older -> tree.needing(older.id()));
            default -> {}
        }
        return tree.build();
    }

    private Holdings holdings(RetiredPolicy policy, Instant now) {
        return new Holdings(
                Sightings.single().local(),
                now,
                new Retention(new KeepPolicy(1, 0, 0, 0), policy),
                Set.of(),
                trees,
                Map.of("tank", new PoolSpace(new Bytes(100), allocated())),
                streamsSince.map(since -> Duration.between(since, now)),
                Optional.empty(),
                Set.of(),
                List.of());
    }

    private Bytes allocated() {
        return new Bytes(others + TREE * trees.size());
    }

    private void goes(RetiredPolicy policy, Instant now, List<Retired> before, Step.DestroyRetired step) {
        var tree = before.stream()
                .filter(found -> found.id().equals(step.id()))
                .findAny()
                .orElseThrow();
        assertThat(tree.keptBy()).as("what others use").isEmpty();
        assertThat(trees.stream().map(Retired::id).filter(tree.needing()::contains))
                .as("what is a clone of it")
                .isEmpty();
        if (!tree.begun()) {
            assertThat(isWayBack(before, tree) && !isProven(policy, now))
                    .as("the way back, whose successor has not streamed for long enough")
                    .isFalse();
            mayGo(policy, now, before, tree);
        }
        trees.remove(tree);
        trees.replaceAll(other -> without(other, tree.id()));
    }

    /** By age at any time; before that only from a full pool, and what served only when what serves now has proven itself. */
    private void mayGo(RetiredPolicy policy, Instant now, List<Retired> before, Retired tree) {
        if (!retiredAt(tree).isAfter(now.minus(policy.keepFor()))) {
            return;
        }
        assertThat(allocated().count()).as("a pool that is not full").isGreaterThanOrEqualTo(policy.poolFull());
        int at = before.indexOf(tree);
        boolean wasLiveForLong = at == 0
                || Duration.between(retiredAt(before.get(at - 1)), retiredAt(tree))
                                .compareTo(policy.successorFor())
                        >= 0;
        if (tree.wasPrimary() || wasLiveForLong) {
            assertThat(isProven(policy, now)).as("what served pushed out").isTrue();
        }
    }

    private boolean isProven(RetiredPolicy policy, Instant now) {
        return streamsSince
                .filter(since -> !now.minus(policy.successorFor()).isBefore(since))
                .isPresent();
    }

    private static boolean isWayBack(List<Retired> before, Retired tree) {
        var there = before.stream().filter(found -> !found.begun()).toList();
        return !there.isEmpty()
                && (there.getLast().equals(tree)
                        || there.stream()
                                .filter(Retired::whole)
                                .reduce((_, later) -> later)
                                .equals(Optional.of(tree)));
    }

    private static Retired without(Retired tree, String gone) {
        return new Retired(
                tree.id(),
                tree.roots(),
                tree.whole(),
                tree.begun(),
                tree.wasPrimary(),
                tree.since(),
                tree.used(),
                tree.needing().stream().filter(id -> !id.equals(gone)).toList(),
                tree.keptBy());
    }

    private static Instant retiredAt(Retired tree) {
        return Timestamp.in(tree.id()).orElseThrow();
    }
}
