package dev.zstandby.operations;

import dev.zstandby.config.Configuration.Group;
import dev.zstandby.config.Member;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.PoolSpace;
import dev.zstandby.zfs.Zfs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How this node's file systems are set up for a database.
 *
 * @param datasets by member, those that exist
 * @param properties by dataset and property, as {@code zfs get -p} prints them
 * @param space how full each pool of the group is
 */
record Tuning(
        Map<Member, DatasetName> datasets,
        Map<DatasetName, Map<String, String>> properties,
        Map<String, PoolSpace> space) {
    static final List<String> PROPERTIES =
            List.of("recordsize", "sync", "atime", "compression", "primarycache", "logbias");

    Tuning {
        datasets = Map.copyOf(datasets);
        properties = Map.copyOf(properties);
        space = Map.copyOf(space);
    }

    static Tuning of(Zfs zfs, Group group) {
        var all = zfs.datasets();
        var there = new LinkedHashMap<Member, DatasetName>();
        group.members().forEach((member, name) -> all.named(name).ifPresent(found -> there.put(member, name)));
        var names = new ArrayList<>(there.values());
        return new Tuning(there, zfs.properties(names, PROPERTIES), zfs.space(group.pools()));
    }

    /** The property's value; empty when it is not known. */
    String value(DatasetName dataset, String property) {
        return properties.getOrDefault(dataset, Map.of()).getOrDefault(property, "");
    }
}
