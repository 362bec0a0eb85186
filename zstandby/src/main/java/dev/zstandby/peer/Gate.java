package dev.zstandby.peer;

import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.Version;
import dev.zstandby.config.Configuration;
import dev.zstandby.config.Member;
import dev.zstandby.host.Mount;
import dev.zstandby.peer.Answer.DescribedMember;
import dev.zstandby.peer.Answer.TakenSnapshot;
import dev.zstandby.postgres.Endpoint;
import dev.zstandby.postgres.Server;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.Property;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.Snapshot.WalNote;
import dev.zstandby.zfs.SnapshotName;
import dev.zstandby.zfs.Stream;
import dev.zstandby.zfs.Zfs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What this node does for one peer: a closed set of requests about its own group, nothing else. Each is answered, or refused
 * with a {@link Failure}.
 */
public final class Gate {
    /** What {@code zfs allow} must grant the gate's user on the group. */
    public static final List<String> NEEDED = List.of("snapshot", "send", "hold", "release", "userprop", "mount");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
    private static final Pattern TIMELINE = Pattern.compile("[1-9][0-9]{0,9}");
    private static final Pattern LSN = Pattern.compile("[0-9A-F]{1,8}/[0-9A-F]{1,8}");

    private static final String DROP_TRANSFER =
            "Drop the interrupted transfer on the node that asks (zfs receive -A DATASET), then run the command there again.";

    private final Configuration configuration;
    private final Configuration.Peer asking;
    private final Zfs zfs;
    private final GroupView group;
    private final Clock clock;
    private final String user;

    /**
     * @param asking the node whose key opened this session
     * @param user whom this process runs as
     */
    public Gate(Configuration configuration, NodeName asking, Zfs zfs, Clock clock, String user) {
        this.configuration = configuration;
        this.asking = Optional.ofNullable(configuration.peers().get(asking))
                .orElseThrow(() -> Failure.usage("%s is no peer in this node's configuration.".formatted(asking))
                        .withRemedy("Correct --peer in authorized_keys, or add the peer to the configuration."));
        this.zfs = zfs;
        this.group = new GroupView(zfs, configuration.datasets());
        this.clock = clock;
        this.user = user;
    }

    Answer answer(Request request) {
        return switch (request) {
            case Request.Describe() -> describe();
            case Request.TakeSnapshot take -> takeSnapshot(take);
            case Request.NoteUpperLsn(var name, var lsn) -> noteUpperLsn(name, lsn);
            case Request.Release(var allBut) -> release(Set.copyOf(allBut));
            case Request.Estimate(var member, var base) -> estimate(member, base);
            case Request.ConnectBack() -> connectBack();
        };
    }

    private Answer describe() {
        var all = zfs.datasets();
        var snapshots = group.snapshots();
        var members = new ArrayList<DescribedMember>();
        group.members()
                .forEach((member, name) -> members.add(new DescribedMember(
                        member,
                        group.described(all, member, name),
                        snapshots.stream()
                                .filter(snapshot -> snapshot.name().dataset().equals(name))
                                .toList())));
        return new Answer.Description(
                configuration.node(),
                Version.TEXT,
                zfs.version(),
                zfs.features(configuration.datasets().pools()),
                user,
                members,
                all.straysIn(members.stream().map(DescribedMember::dataset).toList(), lastingMounts()),
                missingPermissions(),
                clock.millis());
    }

    /** What a boot does not keep is nothing a standby could lack. */
    private static List<Mount> lastingMounts() {
        return Mount.all().stream().filter(mount -> !mount.isTemporary()).toList();
    }

    private List<String> missingPermissions() {
        if (user.equals("root")) {
            return List.of();
        }
        return group.members().values().stream()
                .map(dataset -> grant(dataset, zfs.permissions(dataset, user).missing(NEEDED)))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> grant(DatasetName dataset, List<String> missing) {
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("zfs allow %s %s '%s'".formatted(user, String.join(",", missing), dataset));
    }

    private Answer takeSnapshot(Request.TakeSnapshot take) {
        requireOurs(take.name());
        require(NUMBER, take.systemIdentifier(), "a system identifier");
        require(LSN, take.lsnLower(), "a WAL position");
        require(TIMELINE, Long.toString(take.timeline()), "a timeline");
        var properties =
                new WalNote(take.systemIdentifier(), take.timeline(), take.lsnLower(), Optional.empty()).properties();
        group.byPoolDataLast()
                .values()
                .forEach(datasets -> zfs.takeSnapshots(
                        datasets.stream()
                                .map(dataset -> dataset.snapshot(take.name()))
                                .toList(),
                        properties));
        // At once, so that nothing prunes it while it travels, or waits for an interrupted transfer to be gone on with.
        zfs.hold(
                tag(),
                group.members().values().stream()
                        .map(dataset -> dataset.snapshot(take.name()))
                        .toList());
        var taken = group.snapshots();
        return new Answer.Taken(group.members().entrySet().stream()
                .map(entry -> new TakenSnapshot(
                        entry.getKey(), found(taken, entry.getValue().snapshot(take.name()))))
                .toList());
    }

    private static Snapshot found(List<Snapshot> snapshots, SnapshotName name) {
        return snapshots.stream()
                .filter(snapshot -> snapshot.name().equals(name))
                .findAny()
                .orElseThrow(
                        () -> Failure.failed("Snapshot %s was taken and is gone already.".formatted(name))
                                .withRemedy(
                                        "See what destroys such snapshots on this node (zpool history), then run the command again."));
    }

    private Answer noteUpperLsn(String name, String lsn) {
        requireOurs(name);
        require(LSN, lsn, "a WAL position");
        zfs.set(
                group.members().values().stream()
                        .map(dataset -> dataset.snapshot(name).toString())
                        .toList(),
                Map.of(Property.LSN_UPPER, lsn));
        return new Answer.Done();
    }

    private Answer release(Set<Guid> allBut) {
        var others = group.snapshots().stream()
                .filter(snapshot -> snapshot.holds() > 0 && !allBut.contains(snapshot.guid()))
                .map(Snapshot::name)
                .toList();
        zfs.release(tag(), zfs.held(tag(), others));
        return new Answer.Done();
    }

    private String tag() {
        return HoldTag.of(asking.name());
    }

    private Answer estimate(String member, Optional<Guid> base) {
        var dataset = group.dataset(member);
        return new Answer.Size(base.map(guid -> zfs.writtenSince(group.snapshot(dataset, guid)))
                .orElseGet(() -> group.described(zfs.datasets(), new Member(member), dataset)
                        .referenced()));
    }

    private Answer connectBack() {
        var replication = configuration.replication();
        Server.tryReplication(new Endpoint(
                asking.name().value(),
                asking.host(),
                asking.port(),
                replication.user(),
                replication.database(),
                replication.passfile()));
        return new Answer.Done();
    }

    /** Looks at what every stream is looked for in. */
    void rehearse() {
        group.snapshots();
    }

    /** The stream a peer may have; refused unless every snapshot in it, also inside a token, is the group's own. */
    Stream stream(StreamRequest request) {
        var dataset = group.dataset(request.member());
        var stream = group.stream(dataset, request.base(), request.snapshot());
        if (request.token().isEmpty()) {
            return stream;
        }
        var snapshot = group.snapshot(dataset, request.snapshot());
        var token = request.token().get();
        if (!token.matches("[0-9a-f-]{1,4096}")) {
            throw Failure.refused("This is not a resume token.").withRemedy(DROP_TRANSFER);
        }
        var decoded = zfs.decode(token);
        boolean ours = decoded.isPresent()
                && decoded.get().plain()
                && decoded.get().to().equals(snapshot)
                && decoded.get().toGuid().equals(request.snapshot())
                && Objects.equals(decoded.get().from(), request.base());
        if (!ours) {
            throw Failure.refused("The resume token is not one for %s.".formatted(snapshot))
                    .withRemedy(DROP_TRANSFER);
        }
        return new Stream.Resumed(token);
    }

    private static void requireOurs(String name) {
        require(SnapshotName.isOurs(name), "the name of a snapshot of zstandby");
    }

    private static void require(Pattern form, String value, String what) {
        require(form.matcher(value).matches(), what);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw Failure.refused("This is not %s.".formatted(what)).withRemedy(Wire.SAME_LANGUAGE);
        }
    }
}
