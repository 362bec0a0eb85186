package dev.zstandby.zfs;

import dev.zstandby.Bytes;
import dev.zstandby.host.Command;
import dev.zstandby.host.CommandResult;
import dev.zstandby.host.Commands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What ZFS on this machine holds, and the changes zstandby makes to it. Every method runs one program; failures are
 * {@link dev.zstandby.Failure}s that carry what the program said.
 */
public final class Zfs {
    /** Tens of thousands of snapshots on disks that turn take minutes to be listed or destroyed. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Commands commands;

    public Zfs(Commands commands) {
        this.commands = commands;
    }

    /** OpenZFS's version, such as {@code 2.3.9-1}; the kernel module's, where the two differ. */
    public String version() {
        // On FreeBSD the program can exit non-zero and still print the right text, so only the text counts.
        var lines = commands.run(Command.of("zfs", "version")).lines();
        return lines.stream()
                .filter(line -> line.startsWith("zfs-kmod-"))
                .map(line -> line.substring("zfs-kmod-".length()))
                .findFirst()
                .orElse("unknown");
    }

    /** Every dataset of this machine. One look at all of them costs less than one at each of a few. */
    public Datasets datasets() {
        var result = commands.run(
                command("list", List.of("-Hp", "-t", "filesystem,volume", "-o", Listing.DATASET_COLUMNS), List.of())
                        .withLimit(LONG));
        if (!result.succeeded()) {
            if (ZfsProblem.NO_DATASETS.explains(result)) {
                return new Datasets(List.of());
            }
            throw ZfsProblem.failure("The datasets of this machine cannot be listed.", result);
        }
        return new Datasets(result.lines().stream().map(Listing::dataset).toList());
    }

    /** The datasets' own snapshots, oldest first within each dataset; none for a dataset that does not exist. */
    public List<Snapshot> snapshots(Collection<DatasetName> datasets) {
        if (datasets.isEmpty()) {
            return List.of();
        }
        var names = datasets.stream().map(DatasetName::value).toList();
        var result = commands.run(command(
                        "list",
                        List.of("-Hp", "-t", "snapshot", "-d", "1", "-s", "createtxg", "-o", Listing.SNAPSHOT_COLUMNS),
                        names)
                .withLimit(LONG));
        if (!result.succeeded() && !ZfsProblem.NO_SUCH_DATASET.explains(result)) {
            throw ZfsProblem.failure("The snapshots of %s cannot be listed.".formatted(names), result);
        }
        return result.lines().stream()
                .filter(line -> !line.isBlank())
                .map(Listing::snapshot)
                .toList();
    }

    /** Takes all snapshots in one transaction group; they must lie in one pool. */
    public void takeSnapshots(List<SnapshotName> snapshots, Map<String, String> properties) {
        var argv = new ArrayList<String>();
        properties.forEach((key, value) -> argv.addAll(List.of("-o", key + "=" + value)));
        run("Snapshot %s cannot be taken.".formatted(snapshots.getFirst()), "snapshot", argv, names(snapshots));
    }

    public void set(String target, Map<String, String> properties) {
        set(List.of(target), properties);
    }

    /** Sets the properties on all targets with one program run. */
    public void set(List<String> targets, Map<String, String> properties) {
        var assignments = properties.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList();
        run("Properties of %s cannot be set.".formatted(targets.getFirst()), "set", assignments, targets);
    }

    /** Gives up the targets' own values of the property. */
    public void inherit(String property, List<DatasetName> targets) {
        if (!targets.isEmpty()) {
            run(
                    "Property %s of %s cannot be cleared.".formatted(property, targets.getFirst()),
                    "inherit",
                    List.of(property),
                    targets.stream().map(DatasetName::value).toList());
        }
    }

    /** Holds the snapshots; one that already has this tag is left as it is. */
    public void hold(String tag, List<SnapshotName> snapshots) {
        if (!snapshots.isEmpty() && !tryToHold(tag, snapshots)) {
            // One of them has it already, which keeps the others from getting it.
            snapshots.forEach(snapshot -> tryToHold(tag, List.of(snapshot)));
        }
    }

    /** Whether all of them have the tag now and none had it before; fails for any other reason. */
    private boolean tryToHold(String tag, List<SnapshotName> snapshots) {
        var result = commands.run(command("hold", List.of(tag), names(snapshots)));
        if (!result.succeeded() && !ZfsProblem.TAG_TAKEN.explains(result)) {
            throw ZfsProblem.failure("Snapshot %s cannot be held.".formatted(snapshots.getFirst()), result);
        }
        return result.succeeded();
    }

    /** Releases the tag; a snapshot that does not have it is left as it is. */
    public void release(String tag, List<SnapshotName> snapshots) {
        for (SnapshotName snapshot : snapshots) {
            var result = commands.run(command("release", List.of(tag), List.of(snapshot.toString())));
            if (!result.succeeded() && !ZfsProblem.NO_SUCH_TAG.explains(result)) {
                throw ZfsProblem.failure("The hold of %s cannot be released.".formatted(snapshot), result);
            }
        }
    }

    /** The snapshots among these that carry the tag. */
    public List<SnapshotName> held(String tag, List<SnapshotName> snapshots) {
        return holds(snapshots).stream()
                .filter(hold -> hold.tag().equals(tag))
                .map(Hold::snapshot)
                .toList();
    }

    /** All holds of these snapshots. */
    public List<Hold> holds(List<SnapshotName> snapshots) {
        if (snapshots.isEmpty()) {
            return List.of();
        }
        return commands
                .run(command("holds", List.of("-H"), names(snapshots)).withLimit(LONG))
                .orFail("The holds of %s cannot be listed.".formatted(snapshots.getFirst()), ZfsProblem.UNKNOWN)
                .lines()
                .stream()
                .map(line -> line.split("\t", -1))
                .filter(column -> column.length >= 2)
                .map(column -> new Hold(SnapshotName.parse(column[0]), column[1]))
                .toList();
    }

    /** What keeps a snapshot from being destroyed. */
    public record Hold(SnapshotName snapshot, String tag) {}

    /** The properties that were set on the dataset itself, here or by a stream; what it inherits is not among them. */
    public Map<String, String> ownProperties(DatasetName dataset) {
        var properties = new TreeMap<String, String>();
        run(
                        "The properties of %s cannot be listed.".formatted(dataset),
                        "get",
                        List.of("-Hp", "-s", "local,received", "-o", "property,value", "all"),
                        dataset)
                .lines()
                .stream()
                .map(line -> line.split("\t", 2))
                .filter(column -> column.length == 2)
                .forEach(column -> properties.put(column[0], column[1]));
        return properties;
    }

    /** The values of these properties, by dataset and property. */
    public Map<DatasetName, Map<String, String>> properties(Collection<DatasetName> datasets, List<String> names) {
        var values = new HashMap<DatasetName, Map<String, String>>();
        if (!datasets.isEmpty()) {
            run(
                            "The properties of the group cannot be listed.",
                            "get",
                            List.of("-Hp", "-o", "name,property,value", String.join(",", names)),
                            datasets.stream().map(DatasetName::value).toList())
                    .lines()
                    .stream()
                    .map(line -> line.split("\t", 3))
                    .filter(column -> column.length == 3)
                    .forEach(column -> values.computeIfAbsent(new DatasetName(column[0]), _ -> new HashMap<>())
                            .put(column[1], column[2]));
        }
        return values;
    }

    /** Those of the pools on which nothing can be delegated (zpoolprops(7), {@code delegation}). */
    public List<String> withoutDelegation(Collection<String> pools) {
        return commands.run(Command.of("zpool", "list", "-Hp", "-o", "name,delegation")).lines().stream()
                .map(line -> line.split("\t", 2))
                .filter(column -> column.length == 2 && pools.contains(column[0]) && column[1].equals("off"))
                .map(column -> column[0])
                .toList();
    }

    /** How full the pools are; what is not there is left out (zpool-list(8)). */
    public Map<String, PoolSpace> space(Collection<String> pools) {
        var spaces = new HashMap<String, PoolSpace>();
        commands.run(Command.of("zpool", "list", "-Hp", "-o", "name,size,allocated,freeing")).lines().stream()
                .map(line -> line.split("\t", -1))
                .filter(column -> column.length == 4 && pools.contains(column[0]))
                .forEach(column -> PoolSpace.parse(column[1], column[2], column[3])
                        .ifPresent(space -> spaces.put(column[0], space)));
        return spaces;
    }

    /** What the datasets, all that is below them and all their snapshots occupy that nothing else does (zfsprops(7), {@code used}). */
    public Bytes used(Collection<DatasetName> datasets) {
        return properties(datasets, List.of("used")).values().stream()
                .map(values -> values.getOrDefault("used", "-"))
                .map(Listing::bytes)
                .reduce(Bytes.ZERO, Bytes::plus);
    }

    /** What would be given back if these snapshots of one dataset were destroyed (zfs-destroy(8), {@code -nvp}); nothing is. */
    public Bytes reclaimed(List<SnapshotName> snapshots) {
        return SnapshotRange.of(snapshots)
                .map(range -> run(
                                "What destroying snapshots of %s gives back cannot be told."
                                        .formatted(snapshots.getFirst().dataset()),
                                "destroy",
                                List.of("-nvp"),
                                range)
                        .lines()
                        .stream()
                        .map(line -> line.split("\t", -1))
                        .filter(column ->
                                column.length == 2 && column[0].equals("reclaim") && column[1].matches("[0-9]+"))
                        .map(column -> Listing.bytes(column[1]))
                        .reduce(Bytes.ZERO, Bytes::plus))
                .reduce(Bytes.ZERO, Bytes::plus);
    }

    /** Destroys these snapshots of one dataset, which zstandby took; all of a thousand or, when one is held or cloned, none of them. */
    public void destroySnapshots(List<SnapshotName> snapshots) {
        SnapshotRange.of(snapshots)
                .forEach(range -> run(
                        "Snapshots of %s cannot be destroyed."
                                .formatted(snapshots.getFirst().dataset()),
                        "destroy",
                        List.of(),
                        range));
    }

    /** Which features of these pools show in streams (zpool-get(8)). */
    public PoolFeatures features(Collection<String> pools) {
        var argv = new ArrayList<>(List.of("zpool", "get", "-Hp", "-o", "name,property,value", "all"));
        argv.addAll(pools);
        return PoolFeatures.parse(
                commands.run(Command.of(argv))
                        .orFail("The features of the group's pools cannot be listed.", ZfsProblem.UNKNOWN)
                        .lines(),
                pools);
    }

    /** What has been written to the dataset since one of its snapshots (zfsprops(7), {@code written@snapshot}). */
    public Bytes writtenSince(SnapshotName snapshot) {
        var line = run(
                        "What was written since %s cannot be told.".formatted(snapshot),
                        "get",
                        List.of("-Hp", "-o", "value", "written@" + snapshot.name()),
                        snapshot.dataset())
                .output()
                .strip();
        return Listing.bytes(line);
    }

    /** What the token would send; nothing when ZFS cannot read it. Its snapshot need not exist any more. */
    public Optional<ResumeToken> decode(String token) {
        var result = commands.run(Command.of("zfs", "send", "-nvP", "-t", token));
        var lines = new ArrayList<>(result.lines());
        lines.addAll(result.errors().lines().toList());
        return ResumeToken.parse(lines);
    }

    /**
     * The command that writes the stream to its standard output. Large blocks, embedded data and compressed blocks go as
     * they are on disk; properties never travel, so that no mountpoint or quota of the sender lands on the receiver. What it
     * prints on standard error is for {@link SendLine}.
     */
    public Command send(Stream stream) {
        var what = switch (stream) {
            case Stream.Full(var snapshot) -> List.of("-Lec", snapshot.toString());
            case Stream.Incremental(var base, var snapshot) ->
                List.of("-Lec", "-i", base.toString(), snapshot.toString());
            case Stream.Resumed(var token) -> List.of("-t", token);
        };
        return command("send", List.of("-vP"), what).withLimit(Duration.ofDays(7));
    }

    /**
     * The command that receives a stream from its standard input: unmounted, resumable, never forced.
     *
     * @param origin the snapshot that {@code target} becomes a clone of; absent for a full stream or into what is there
     */
    public Command receive(DatasetName target, Optional<SnapshotName> origin, Map<String, String> properties) {
        var argv = new ArrayList<>(List.of("zfs", "receive", "-u", "-s"));
        origin.ifPresent(snapshot -> argv.addAll(List.of("-o", "origin=" + snapshot)));
        properties.forEach((key, value) -> argv.addAll(List.of("-o", key + "=" + value)));
        argv.add(target.value());
        return Command.of(argv).withLimit(Duration.ofDays(7));
    }

    /** Gives up an interrupted receive and what it saved. */
    public void abortReceive(DatasetName target) {
        run("The interrupted receive into %s cannot be given up.".formatted(target), "receive", List.of("-A"), target);
    }

    /** Creates the dataset and those above it that are missing; none of the new ones is mounted. */
    public void createParents(DatasetName name) {
        run(
                "Dataset %s cannot be created.".formatted(name),
                "create",
                List.of("-p", "-u", "-o", "canmount=off", "-o", "mountpoint=none"),
                name);
    }

    public void rename(DatasetName from, DatasetName to) {
        run("%s cannot be renamed to %s.".formatted(from, to), "rename", List.of("-u", from.value()), to);
    }

    /** Makes the clone own the snapshots it shares with its origin, which becomes a clone of it. */
    public void promote(DatasetName clone) {
        run("%s cannot be promoted.".formatted(clone), "promote", List.of(), clone);
    }

    public void mount(DatasetName dataset) {
        run("%s cannot be mounted.".formatted(dataset), "mount", List.of(), dataset);
    }

    public void unmount(DatasetName dataset) {
        run("%s cannot be unmounted.".formatted(dataset), "unmount", List.of(), dataset);
    }

    /** Takes a dataset that zstandby made back to its newest snapshot. */
    public void rollback(SnapshotName newest) {
        run("%s cannot be rolled back.".formatted(newest), "rollback", List.of(), newest);
    }

    /**
     * Destroys a dataset that zstandby made, with these snapshots of it. Never with all that is in it: fails when it holds
     * another snapshot or another dataset, and when anything depends on it.
     */
    public void destroy(DatasetName dataset, List<SnapshotName> snapshots) {
        destroySnapshots(snapshots);
        run("%s cannot be destroyed.".formatted(dataset), "destroy", List.of(), dataset);
    }

    /** What {@code zfs allow} grants the user on the dataset; empty when delegation cannot be read. */
    public Permissions permissions(DatasetName dataset, String user) {
        return Permissions.parse(
                commands.run(Command.of("zfs", "allow", dataset.value())).lines(), dataset, user);
    }

    private CommandResult run(String failure, String verb, List<String> options, Object target) {
        return run(failure, verb, options, List.of(target.toString()));
    }

    private CommandResult run(String failure, String verb, List<String> options, List<String> targets) {
        var result = commands.run(command(verb, options, targets).withLimit(LONG));
        if (!result.succeeded()) {
            throw ZfsProblem.failure(failure, result);
        }
        return result;
    }

    private static Command command(String verb, List<String> options, List<String> targets) {
        var argv = new ArrayList<>(List.of("zfs", verb));
        argv.addAll(options);
        argv.addAll(targets);
        return Command.of(argv);
    }

    private static List<String> names(List<SnapshotName> snapshots) {
        return snapshots.stream().map(SnapshotName::toString).toList();
    }
}
