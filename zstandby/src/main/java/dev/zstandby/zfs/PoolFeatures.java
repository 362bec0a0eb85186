package dev.zstandby.zfs;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What of the features of a group's pools shows in streams as zstandby sends them: with large blocks, embedded data and compressed
 * blocks, which the receiving pool must know (zfs-send(8), {@code -L}, {@code -e}, {@code -c}; zpool-features(7)).
 *
 * @param active what one of the pools has in use
 * @param usable what all of the pools have in use or could take into use
 */
public record PoolFeatures(Set<String> active, Set<String> usable) {
    private static final Set<String> IN_STREAMS = Set.of(
            "embedded_data",
            "large_blocks",
            "large_dnode",
            "large_microzap",
            "longname",
            "lz4_compress",
            "zstd_compress");

    public PoolFeatures {
        active = Set.copyOf(active);
        usable = Set.copyOf(usable);
    }

    /** From lines of pool, property and value; what is no feature is passed over. */
    static PoolFeatures parse(List<String> lines, Collection<String> pools) {
        var active = new TreeSet<String>();
        var usable = new TreeMap<String, Set<String>>();
        for (String line : lines) {
            var column = line.split("\t", -1);
            if (column.length == 3 && column[1].startsWith("feature@") && pools.contains(column[0])) {
                var feature = column[1].substring("feature@".length());
                if (column[2].equals("active")) {
                    active.add(feature);
                }
                if (column[2].equals("active") || column[2].equals("enabled")) {
                    usable.computeIfAbsent(feature, _ -> new TreeSet<>()).add(column[0]);
                }
            }
        }
        active.retainAll(IN_STREAMS);
        var everywhere = new TreeSet<String>();
        usable.forEach((feature, knowing) -> {
            if (knowing.containsAll(pools)) {
                everywhere.add(feature);
            }
        });
        everywhere.retainAll(IN_STREAMS);
        return new PoolFeatures(active, everywhere);
    }

    /** What streams from these pools may hold and the others could not take. */
    public List<String> beyond(PoolFeatures receiving) {
        return active.stream()
                .filter(feature -> !receiving.usable().contains(feature))
                .sorted()
                .toList();
    }
}
