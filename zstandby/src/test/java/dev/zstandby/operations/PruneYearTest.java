package dev.zstandby.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Bytes;
import dev.zstandby.operations.Holdings.Retired;
import dev.zstandby.retention.KeepPolicy;
import dev.zstandby.retention.Retention;
import dev.zstandby.retention.RetiredPolicy;
import dev.zstandby.retention.Timestamp;
import dev.zstandby.zfs.DatasetName;
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
    private static final DatasetName LIVE = new DatasetName("tank/pg");
    private static final long TREE = 3;

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
            var decision = PrunePlanner.plan(holdings(policy, now), Map.of(), List.of());
            if (decision instanceof Decision.Proceed(var plan)) {
                plan.steps().forEach(step -> goes(policy, before, (Step.DestroyRetired) step));
            }
            assertThat(PrunePlanner.plan(holdings(policy, now), Map.of(), List.of()))
                    .as("pruning again finds nothing")
                    .isInstanceOf(Decision.NothingToDo.class);
            var last = lastOf(before);
            var expired = now.minus(policy.keepFor());
            assertThat(trees.stream()
                            .filter(tree -> tree.keptBy().isEmpty()
                                    && !Optional.of(tree).equals(last))
                            .filter(tree -> !retiredAt(tree).isAfter(expired)))
                    .as("what has had its time and nothing needs")
                    .isEmpty();
        }
    }

    private void happens(Random random, Instant now) {
        if (random.nextInt(8) == 0) {
            var id = Timestamp.text(now) + "-%06d".formatted(random.nextInt(1_000_000));
            trees.add(new Retired(
                    id,
                    List.of(GroupLayout.retiredRoot(LIVE, id)),
                    true,
                    new Bytes(TREE),
                    List.of(),
                    random.nextInt(8) == 0 ? List.of("somebody uses it") : List.of()));
            streamsSince = Optional.of(now);
        }
        if (random.nextInt(6) == 0) {
            streamsSince = random.nextBoolean() ? Optional.of(now) : Optional.empty();
        }
        others = Math.clamp(others + random.nextInt(11) - 5, 0, 90);
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
                List.of());
    }

    private Bytes allocated() {
        return new Bytes(others + TREE * trees.size());
    }

    private void goes(RetiredPolicy policy, List<Retired> before, Step.DestroyRetired step) {
        var tree = before.stream()
                .filter(found -> found.id().equals(step.id()))
                .findAny()
                .orElseThrow();
        assertThat(tree.keptBy()).as("what others use").isEmpty();
        if (lastOf(before).equals(Optional.of(tree))) {
            assertThat(step.why()).isNotEmpty();
            assertThat(streamsSince)
                    .as("the way back, whose successor does not stream")
                    .isPresent();
        }
        if (step.why().startsWith("pool")) {
            assertThat(allocated().count()).as("a pool that is not full").isGreaterThanOrEqualTo(policy.poolFull());
        }
        trees.remove(tree);
    }

    private static Optional<Retired> lastOf(List<Retired> trees) {
        return trees.isEmpty() ? Optional.empty() : Optional.of(trees.getLast());
    }

    private static Instant retiredAt(Retired tree) {
        return Timestamp.in(tree.id()).orElseThrow();
    }
}
