package dev.zstandby.operations;

import dev.zstandby.NodeName;
import dev.zstandby.config.Member;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Stray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the group holds all of the cluster, on both nodes, in datasets that can be swapped. Pure functions. */
final class LayoutChecks {
    private LayoutChecks() {}

    static List<Finding> all(Observation seen) {
        var findings = new ArrayList<Finding>();
        findings.addAll(members(seen));
        findings.addAll(coverage(seen));
        findings.addAll(ownPlace(seen.local()));
        findings.addAll(mountpoints(seen));
        findings.addAll(dataPlace(seen));
        findings.addAll(roots(seen));
        findings.addAll(staged(seen));
        findings.addAll(strays(seen));
        findings.addAll(pools(seen));
        findings.addAll(encryption(seen));
        return findings;
    }

    private static List<Finding> members(Observation seen) {
        var unmatched = PairChecks.unmatchedMembers(seen);
        return unmatched.isEmpty()
                ? List.of()
                : List.of(Finding.error(
                        "group-members",
                        "Only one of the nodes has in its group: %s.".formatted(String.join(", ", unmatched)),
                        "Make datasets the same on both nodes (zstandby init shows what is there)."));
    }

    /** Whatever the primary keeps outside the group would be missing on the standby. */
    private static List<Finding> coverage(Observation seen) {
        var findings = new ArrayList<Finding>();
        var data = seen.primary().dataDirectory();
        boolean covered = mountpoint(seen, Member.DATA).filter(data::startsWith).isPresent();
        if (!covered) {
            findings.add(Finding.refusal(
                    "data-outside-group",
                    "The data directory %s of %s does not lie in the dataset configured there as data."
                            .formatted(data, seen.peer().node()),
                    "Correct datasets.data in the configuration of %s."
                            .formatted(seen.peer().node())));
        }
        for (var tablespace : seen.primary().tablespaces()) {
            if (holder(seen, tablespace.location()).isEmpty()) {
                findings.add(Finding.refusal(
                        "tablespace-outside-group",
                        "Tablespace %s of %s lies at %s, outside the group's datasets: the standby would lack it."
                                .formatted(tablespace.name(), seen.peer().node(), tablespace.location()),
                        "Add its dataset under datasets.tablespaces on both nodes, or move the tablespace."));
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    "group-coverage",
                    "The group holds the data directory and %d tablespaces."
                            .formatted(seen.primary().tablespaces().size())));
        }
        return findings;
    }

    /** What this node's server uses must be what is going to be swapped. */
    private static List<Finding> ownPlace(LocalNode local) {
        var findings = new ArrayList<Finding>();
        var place = local.data();
        place.served()
                .filter(served -> !served.equals(place.directory()))
                .ifPresent(served -> findings.add(Finding.refusal(
                        "other-server",
                        "The server that answers at the port configured for %s runs in %s, not in %s."
                                .formatted(local.name(), served, place.directory()),
                        "Correct postgres.port, postgres.host or postgres.data-directory in the configuration.")));
        local.members().stream()
                .filter(member -> member.member().equals(Member.DATA))
                .filter(member -> member.live().filter(Dataset::mounted).isPresent())
                .filter(member -> !place.dataset().equals(Optional.of(member.name())))
                .forEach(member -> findings.add(Finding.refusal(
                        "local-data-outside-group",
                        "The data directory %s of %s lies %s, not on %s, which is configured as data."
                                .formatted(
                                        place.directory(),
                                        local.name(),
                                        place.dataset()
                                                .map(name -> "on " + name)
                                                .orElse("on no dataset"),
                                        member.name()),
                        "Correct postgres.data-directory or datasets.data in the configuration.")));
        return findings;
    }

    private static Optional<Path> mountpoint(Observation seen, Member member) {
        return seen.onPeer(member).flatMap(described -> described.dataset().mountpoint());
    }

    private static Optional<Member> holder(Observation seen, Path location) {
        return seen.peer().members().stream()
                .filter(described -> described
                        .dataset()
                        .mountpoint()
                        .filter(location::startsWith)
                        .isPresent())
                .map(described -> described.member())
                .findFirst();
    }

    /** Links to WAL and tablespaces are absolute, so they must lead to the same place on both nodes. */
    private static List<Finding> mountpoints(Observation seen) {
        var findings = new ArrayList<Finding>();
        var data = seen.primary().dataDirectory();
        for (LocalMember member : seen.local().members()) {
            var ours = member.live().flatMap(Dataset::mountpoint);
            var theirs = mountpoint(seen, member.member());
            boolean linked = !member.member().equals(Member.DATA)
                    && theirs.filter(path -> !path.startsWith(data)).isPresent();
            if (linked && ours.isPresent() && !ours.equals(theirs)) {
                findings.add(Finding.error(
                        "mountpoints-differ",
                        "%s is mounted at %s on %s and at %s on %s, but PostgreSQL links to it by its path."
                                .formatted(
                                        member.member(),
                                        theirs.get(),
                                        seen.peer().node(),
                                        ours.get(),
                                        seen.local().name()),
                        "zfs set mountpoint=%s '%s'".formatted(theirs.get(), member.name())));
            }
        }
        return findings;
    }

    /** What is received has its data directory where the primary has it in its dataset, whatever this node's configuration says. */
    private static List<Finding> dataPlace(Observation seen) {
        var configured = seen.configuration().postgres().dataDirectory();
        return new Mountpoints(seen)
                        .liveDataDirectory()
                        .filter(path -> !path.equals(configured)
                                && !path.equals(seen.local().data().directory()))
                        .map(path -> Finding.refusal(
                                "data-place",
                                "The data directory would come to lie at %s on %s, but its configuration says %s."
                                        .formatted(path, seen.local().name(), configured),
                                "Have it at the same place below the dataset that is data on both nodes, or correct"
                                        + " postgres.data-directory."))
                        .stream()
                        .toList();
    }

    private static List<Finding> roots(Observation seen) {
        var findings = new ArrayList<Finding>();
        var names = seen.local().members().stream()
                .flatMap(member -> member.live().stream())
                .map(Dataset::name)
                .toList();
        for (var root : seen.local().layout().roots()) {
            if (root.isPool()) {
                findings.add(Finding.error(
                        "root-is-pool",
                        "Dataset %s is a pool's own, which cannot be renamed, and so not swapped.".formatted(root),
                        "Move the cluster to a dataset below it."));
            }
        }
        seen.local().liveTree().stream()
                .filter(dataset -> !names.contains(dataset.name()))
                .forEach(dataset -> findings.add(Finding.refusal(
                        "foreign-dataset",
                        "Dataset %s lies inside the group but does not belong to it; a swap would take it away."
                                .formatted(dataset.name()),
                        "Add it to the group, or move it elsewhere (zfs rename).")));
        return findings;
    }

    /** A tree of no use is set aside with what others put into it; one that is used would become live with it. */
    private static List<Finding> staged(Observation seen) {
        return seen.local().layout().roots().stream()
                .map(root -> new StagedTree(seen, root, false))
                .filter(tree -> tree.uselessness().isEmpty())
                .flatMap(tree -> tree.foreign().stream())
                .map(dataset -> Finding.refusal(
                        "foreign-dataset",
                        "Dataset %s lies in the staged tree but zstandby did not make it; a swap would make it live."
                                .formatted(dataset),
                        "Move it elsewhere (zfs rename)."))
                .toList();
    }

    /** What is mounted inside the group is neither in its snapshots nor lets it be unmounted. */
    private static List<Finding> strays(Observation seen) {
        return Stream.concat(
                        seen.peer().strays().stream()
                                .map(stray -> stray(stray, seen.peer().node(), "the standby would lack it")),
                        seen.local().strays().stream()
                                .map(stray -> stray(stray, seen.local().name(), "the group could not be unmounted")))
                .toList();
    }

    private static Finding stray(Stray stray, NodeName node, String consequence) {
        return Finding.refusal(
                "mounted-inside",
                "%s of %s is mounted at %s, inside the group, and is not of it: %s."
                        .formatted(stray.what(), node, stray.mountpoint(), consequence),
                "Add its dataset to datasets on both nodes (wal, when it is pg_wal), or mount it elsewhere.");
    }

    /** Streams are not raw: what arrives is encrypted only by the dataset it arrives in. */
    private static List<Finding> encryption(Observation seen) {
        var bare = seen.local().members().stream()
                .filter(member -> seen.onPeer(member.member())
                        .filter(described -> described.dataset().encrypted())
                        .isPresent())
                .filter(member -> member.live().filter(Dataset::encrypted).isEmpty())
                .map(member -> member.name().value())
                .toList();
        return bare.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "encryption",
                        "What %s encrypts would lie on %s as the datasets above it do, or as now: %s."
                                .formatted(seen.peer().node(), seen.local().name(), String.join(", ", bare)),
                        "If it is to be encrypted here, seed it below an encrypted dataset."));
    }

    private static List<Finding> pools(Observation seen) {
        if (seen.spansPools()) {
            return List.of(Finding.ok(
                    "pools",
                    "The group of %s spans pools: snapshots are taken in backup mode."
                            .formatted(seen.peer().node())));
        }
        return List.of(Finding.ok(
                "pools",
                seen.backupModeNeeded()
                        ? "The group lies in one pool; backup-mode is always."
                        : "The group lies in one pool: one snapshot of it is atomic."));
    }
}
