package dev.zstandby.retention;

import dev.zstandby.retention.KeepPolicy.Dated;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** What a policy promises to keep, found in another way than {@link KeepPolicy} does: by numbering hours, days and weeks. */
public final class Promised {
    private static final long HOUR = 3600;
    private static final long DAY = 24 * HOUR;
    /** The epoch was a Thursday, and weeks begin on Mondays. */
    private static final long DAYS_INTO_FIRST_WEEK = 3;

    private Promised() {}

    /** The names of those that must be there, of all that were ever taken. */
    public static Set<String> by(KeepPolicy policy, Collection<Dated> taken) {
        var promised = new HashSet<String>();
        taken.stream()
                .sorted(Comparator.comparing(Dated::at)
                        .thenComparing(Dated::name)
                        .reversed())
                .limit(policy.last())
                .forEach(snapshot -> promised.add(snapshot.name()));
        promised.addAll(newest(taken, policy.hourly(), at -> at.getEpochSecond() / HOUR));
        promised.addAll(newest(taken, policy.daily(), at -> at.getEpochSecond() / DAY));
        promised.addAll(newest(taken, policy.weekly(), at -> (at.getEpochSecond() / DAY + DAYS_INTO_FIRST_WEEK) / 7));
        return promised;
    }

    private static Set<String> newest(Collection<Dated> taken, int periods, ToLongFunction<Instant> number) {
        var byPeriod = new TreeMap<Long, Dated>(Comparator.reverseOrder());
        for (Dated snapshot : taken) {
            byPeriod.merge(
                    number.applyAsLong(snapshot.at()),
                    snapshot,
                    (former, other) -> isNewer(other, former) ? other : former);
        }
        var names = new HashSet<String>();
        byPeriod.values().stream().limit(periods).forEach(snapshot -> names.add(snapshot.name()));
        return names;
    }

    private static boolean isNewer(Dated one, Dated other) {
        int later = one.at().compareTo(other.at());
        return later > 0 || (later == 0 && one.name().compareTo(other.name()) > 0);
    }
}
