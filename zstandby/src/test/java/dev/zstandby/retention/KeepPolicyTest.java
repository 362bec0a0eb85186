package dev.zstandby.retention;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zstandby.retention.KeepPolicy.Dated;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeepPolicyTest {
    private static final Instant MONDAY = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    private static Dated at(String time) {
        var instant = Instant.parse(time);
        return new Dated("zstandby-20261101T000000Z-00000" + Timestamp.text(instant) + "-000000", instant);
    }

    private static List<String> times(KeepPolicy policy, List<Dated> all) {
        var kept = policy.kept(all);
        return all.stream()
                .filter(snapshot -> kept.contains(snapshot.name()))
                .map(snapshot -> snapshot.at().toString())
                .toList();
    }

    @Test
    void theNewestOfEachHourDayAndWeekStays() {
        var all = Stream.of(
                        "2026-11-01T23:00:00Z", // a Sunday
                        "2026-11-02T01:00:00Z",
                        "2026-11-08T02:00:00Z",
                        "2026-11-09T09:10:00Z",
                        "2026-11-09T09:50:00Z",
                        "2026-11-09T10:05:00Z")
                .map(KeepPolicyTest::at)
                .toList();

        assertThat(times(new KeepPolicy(1, 0, 0, 0), all)).containsExactly("2026-11-09T10:05:00Z");
        assertThat(times(new KeepPolicy(1, 2, 0, 0), all))
                .containsExactly("2026-11-09T09:50:00Z", "2026-11-09T10:05:00Z");
        assertThat(times(new KeepPolicy(1, 0, 2, 0), all))
                .containsExactly("2026-11-08T02:00:00Z", "2026-11-09T10:05:00Z");
        assertThat(times(new KeepPolicy(1, 0, 0, 3), all))
                .containsExactly("2026-11-01T23:00:00Z", "2026-11-08T02:00:00Z", "2026-11-09T10:05:00Z");
    }

    @Test
    void ofTwoInTheSameSecondTheNameDecides() {
        var instant = Instant.parse("2026-11-09T10:05:00Z");

        assertThat(new KeepPolicy(1, 0, 0, 0).kept(List.of(new Dated("b", instant), new Dated("a", instant))))
                .containsExactly("b");
    }

    @Test
    void theLastOneIsAlwaysKept() {
        assertThatThrownBy(() -> new KeepPolicy(0, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Arguments> years() {
        return IntStream.range(0, 30).mapToObj(Arguments::random);
    }

    /** How somebody runs it for a year: how often snapshots are taken, with breaks, and how often they are pruned. */
    record Arguments(int seed, KeepPolicy policy, Duration every, double missed, int pruneEach) {
        static Arguments random(int seed) {
            var random = new Random(seed);
            return new Arguments(
                    seed,
                    new KeepPolicy(1 + random.nextInt(5), random.nextInt(49), random.nextInt(31), random.nextInt(30)),
                    Duration.ofMinutes(15L * (1 + random.nextInt(200))),
                    random.nextInt(3) * 0.3,
                    1 + random.nextInt(40));
        }
    }

    @ParameterizedTest
    @MethodSource("years")
    void overAYearNothingThatIsPromisedIsEverMissing(Arguments year) {
        var random = new Random(year.seed());
        var everTaken = new ArrayList<Dated>();
        var there = new ArrayList<Dated>();
        int runs = 0;
        for (var now = MONDAY; now.isBefore(MONDAY.plus(YEAR)); now = now.plus(year.every())) {
            if (random.nextDouble() < year.missed()) {
                continue;
            }
            var time = now.plusSeconds(random.nextInt(600)).truncatedTo(ChronoUnit.SECONDS);
            var taken = new Dated("zstandby-%s-%06d".formatted(Timestamp.text(time), runs), time);
            everTaken.add(taken);
            there.add(taken);
            if (runs++ % year.pruneEach() != 0) {
                continue;
            }
            var kept = year.policy().kept(there);
            there.removeIf(snapshot -> !kept.contains(snapshot.name()));

            assertThat(names(there))
                    .as("pruned every %d runs as if it had never been pruned before", year.pruneEach())
                    .isEqualTo(Promised.by(year.policy(), everTaken));
            assertThat(year.policy().kept(there))
                    .as("pruning again changes nothing")
                    .isEqualTo(names(there));
            assertThat(names(there)).contains(taken.name());
            assertThat(there.size())
                    .isLessThanOrEqualTo(year.policy().last()
                            + year.policy().hourly()
                            + year.policy().daily()
                            + year.policy().weekly());
        }
    }

    private static Set<String> names(List<Dated> snapshots) {
        return snapshots.stream().map(Dated::name).collect(toSet());
    }
}
