package dev.zstandby.operations;

import dev.zstandby.NodeName;
import dev.zstandby.config.Member;
import dev.zstandby.zfs.DatasetName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What makes PostgreSQL on ZFS slow or unsafe, and has nothing to do with standbys. Warnings only, each with its source in
 * docs/manual/findings.md. Pure functions.
 */
final class TuningChecks {
    private static final int FULL = 80;

    /** BLCKSZ of PostgreSQL, in bytes. */
    private static final long PAGE = 8192;

    private static final long LARGE_RECORD = 128 * 1024;

    private TuningChecks() {}

    /** @param settings of this node's server; empty when it does not answer */
    static List<Finding> datasets(NodeName node, Tuning tuning, Map<String, String> settings) {
        var findings = new ArrayList<Finding>();
        new TreeMap<>(tuning.space()).forEach((pool, space) -> {
            int percent = space.percent();
            if (percent > FULL) {
                findings.add(Finding.warning(
                        "pool-full",
                        "Pool %s of %s is %d %% full; above %d %% ZFS gets slow at finding room."
                                .formatted(pool, node, percent, FULL),
                        "Make room (zfs list -o space -r %s; zstandby prune --dry-run), or add a vdev."
                                .formatted(pool)));
            }
        });
        new TreeMap<>(names(tuning)).forEach((name, member) -> {
            recordsize(node, tuning, member, name, settings, findings);
            property(
                    node,
                    tuning,
                    name,
                    "sync",
                    "disabled",
                    "standard",
                    "a crash loses transactions that clients know as committed",
                    findings);
            property(node, tuning, name, "atime", "on", "off", "every read of a file becomes a write", findings);
            property(
                    node,
                    tuning,
                    name,
                    "compression",
                    "off",
                    "lz4",
                    "data takes several times the room, in the cache too",
                    findings);
            property(
                    node,
                    tuning,
                    name,
                    "primarycache",
                    "metadata",
                    "all",
                    "every page that is not in shared_buffers is read from disk",
                    findings);
        });
        return findings;
    }

    private static Map<DatasetName, Member> names(Tuning tuning) {
        var names = new TreeMap<DatasetName, Member>();
        tuning.datasets().forEach((member, name) -> names.put(name, member));
        return names;
    }

    private static void recordsize(
            NodeName node,
            Tuning tuning,
            Member member,
            DatasetName name,
            Map<String, String> settings,
            List<Finding> findings) {
        var text = tuning.value(name, "recordsize");
        if (!text.matches("[0-9]{1,10}") || member.equals(Member.WAL)) {
            return;
        }
        long size = Long.parseLong(text);
        if (size < PAGE && "off".equals(settings.get("full_page_writes"))) {
            findings.add(Finding.warning(
                    "recordsize",
                    "The recordsize of %s on %s is %d bytes, less than a page of PostgreSQL (%d), and full_page_writes is off: a crash"
                                    .formatted(name, node, size, PAGE)
                            + " can leave half a page.",
                    "ALTER SYSTEM SET full_page_writes = on; a new recordsize (zfs set recordsize=32K %s) counts for new files only."
                            .formatted(name)));
        } else if (size > LARGE_RECORD) {
            findings.add(Finding.warning(
                    "recordsize",
                    "The recordsize of %s on %s is %d KiB: that much is read and written for each page of 8 KiB."
                            .formatted(name, node, size / 1024),
                    "zfs set recordsize=32K %s, which counts for new files only.".formatted(name)));
        }
    }

    private static void property(
            NodeName node,
            Tuning tuning,
            DatasetName name,
            String property,
            String bad,
            String good,
            String why,
            List<Finding> findings) {
        if (tuning.value(name, property).equals(bad)) {
            findings.add(Finding.warning(
                    "zfs-" + property,
                    "%s of %s on %s is %s: %s.".formatted(property, name, node, bad, why),
                    "zfs set %s=%s %s".formatted(property, good, name)));
        }
    }

    /** Recycled segments are overwritten in place, which ZFS never does (PostgreSQL manual, "wal_recycle", "wal_init_zero"). */
    static List<Finding> settings(NodeName node, Map<String, String> settings) {
        var findings = new ArrayList<Finding>();
        for (String name : List.of("wal_recycle", "wal_init_zero")) {
            if ("on".equals(settings.get(name))) {
                findings.add(Finding.warning(
                        name.replace('_', '-'),
                        "%s is on on %s; on a file system that copies on write it only costs time."
                                .formatted(name, node),
                        "On %s, in psql: ALTER SYSTEM SET %s = off; SELECT pg_reload_conf();".formatted(node, name)));
            }
        }
        return findings;
    }
}
