package dev.zstandby.retention;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * How many snapshots are kept: the newest ones, and of each of the newest hours, days and weeks (ISO's, in UTC) that have any the
 * newest one. What is once not kept is not kept later either, whatever is taken after it, so pruning often and pruning seldom
 * leave the same.
 *
 * @param last how many of the newest, one at least
 */
public record KeepPolicy(int last, int hourly, int daily, int weekly) {
    /** Newest first; the names tell apart what was made in one second. */
    private static final Comparator<Dated> NEWEST_FIRST =
            Comparator.comparing(Dated::at).thenComparing(Dated::name).reversed();

    public KeepPolicy {
        if (last < 1 || hourly < 0 || daily < 0 || weekly < 0) {
            throw new IllegalArgumentException(
                    "nothing can be kept less than not at all, and the last one is always kept");
        }
    }

    /** A snapshot's name and when it was taken. */
    public record Dated(String name, Instant at) {}

    /** The names of those that are kept. */
    public Set<String> kept(Collection<Dated> snapshots) {
        var newestFirst = snapshots.stream().sorted(NEWEST_FIRST).toList();
        var kept = new HashSet<String>();
        newestFirst.stream().limit(last).map(Dated::name).forEach(kept::add);
        kept.addAll(newestOfEach(newestFirst, hourly, at -> at.truncatedTo(ChronoUnit.HOURS)));
        kept.addAll(newestOfEach(newestFirst, daily, at -> at.truncatedTo(ChronoUnit.DAYS)));
        kept.addAll(newestOfEach(newestFirst, weekly, KeepPolicy::week));
        return kept;
    }

    private static Object week(Instant at) {
        var date = at.atOffset(ZoneOffset.UTC);
        return List.of(date.get(IsoFields.WEEK_BASED_YEAR), date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }

    private static List<String> newestOfEach(List<Dated> newestFirst, int periods, Function<Instant, Object> period) {
        var seen = new HashSet<Object>();
        return newestFirst.stream()
                .filter(snapshot -> seen.add(period.apply(snapshot.at())))
                .limit(periods)
                .map(Dated::name)
                .toList();
    }
}
