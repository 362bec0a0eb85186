package dev.zstandby.operations;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.config.Member;
import dev.zstandby.retention.KeepPolicy;
import dev.zstandby.retention.KeepPolicy.Dated;
import dev.zstandby.retention.Promised;
import dev.zstandby.retention.Retention;
import dev.zstandby.retention.RetiredPolicy;
import dev.zstandby.retention.Timestamp;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.SnapshotName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A year of snapshots, ours and others', of which some are held for a while and some are cloned: what goes and what stays. */
class PruneSnapshotsYearTest {
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Member> MEMBERS = List.of(Member.DATA, Member.WAL);

    static IntStream seeds() {
        return IntStream.range(0, 10);
    }

    private final List<Dated> ours = new ArrayList<>();
    private final List<String> all = new ArrayList<>();
    private final Set<String> held = new HashSet<>();
    private final Set<String> cloned = new HashSet<>();

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsPromisedHeldClonedOrOfOthersStaysAndAllElseGoes(int seed) {
        var random = new Random(seed);
        var policy = new KeepPolicy(1 + random.nextInt(4), random.nextInt(13), random.nextInt(8), random.nextInt(5));
        for (var now = NEW_YEAR; now.isBefore(NEW_YEAR.plus(Duration.ofDays(365))); now = now.plusSeconds(4 * 3600)) {
            happens(random, now);
            var staying = new HashSet<>(Promised.by(policy, ours));
            staying.addAll(held);
            staying.addAll(cloned);
            staying.add(ours.getLast().name());
            var doomed = doomed(policy, now);
            for (Member member : MEMBERS) {
                assertThat(doomed.stream()
                                .filter(name -> name.dataset().equals(dataset(member)))
                                .map(SnapshotName::name))
                        .as("%s at %s", member, now)
                        .containsExactlyInAnyOrderElementsOf(ours.stream()
                                .map(Dated::name)
                                .filter(name -> !staying.contains(name))
                                .toList());
            }
            var gone = doomed.stream().map(SnapshotName::name).collect(toSet());
            ours.removeIf(snapshot -> gone.contains(snapshot.name()));
            all.removeAll(gone);
        }
        assertThat(all).as("there were others' among them").anyMatch(name -> name.startsWith("autosnap"));
    }

    private void happens(Random random, Instant now) {
        if (ours.isEmpty() || random.nextInt(5) > 0) {
            var name = "zstandby-%s-%06x".formatted(Timestamp.text(now), random.nextInt(1 << 24));
            ours.add(new Dated(name, now));
            all.add(name);
        }
        if (random.nextInt(40) == 0) {
            all.add(random.nextBoolean() ? "autosnap_" + now.getEpochSecond() : "zstandby-" + now.getEpochSecond());
        }
        changes(random, held);
        changes(random, cloned);
    }

    private void changes(Random random, Collection<String> some) {
        if (random.nextInt(6) == 0) {
            some.add(ours.get(random.nextInt(ours.size())).name());
        }
        if (random.nextInt(8) == 0) {
            some.clear();
        }
    }

    private List<SnapshotName> doomed(KeepPolicy policy, Instant now) {
        var sightings = Sightings.nested().here(all.toArray(String[]::new));
        held.forEach(sightings::held);
        var holdings = new Holdings(
                sightings.local(),
                now,
                new Retention(policy, new RetiredPolicy(Duration.ofDays(7), 80, Duration.ofDays(1))),
                cloned.stream()
                        .flatMap(name ->
                                MEMBERS.stream().map(member -> dataset(member).snapshot(name)))
                        .collect(toSet()),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                List.of());
        return PrunePlanner.doomed(holdings).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    private static DatasetName dataset(Member member) {
        return Sightings.nested().ours(member, "any").dataset();
    }
}
