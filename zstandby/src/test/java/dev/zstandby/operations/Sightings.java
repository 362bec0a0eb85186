package dev.zstandby.operations;

import static java.util.Objects.requireNonNull;

import dev.zstandby.Bytes;
import dev.zstandby.NodeName;
import dev.zstandby.Version;
import dev.zstandby.config.Configuration;
import dev.zstandby.config.Configuration.BackupMode;
import dev.zstandby.config.Configuration.Group;
import dev.zstandby.config.Member;
import dev.zstandby.operations.LocalMember.PartialReceive;
import dev.zstandby.owner.Aside;
import dev.zstandby.peer.Answer.DescribedMember;
import dev.zstandby.peer.Answer.Description;
import dev.zstandby.postgres.ServerState;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Dataset.Tree;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.PoolFeatures;
import dev.zstandby.zfs.ResumeToken;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.SnapshotName;
import dev.zstandby.zfs.Stray;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Builds what is seen on a pair: beta, where the command runs, and alpha, the primary. Unless said otherwise beta holds a
 * live tree with no snapshots, its server runs as a standby that calls itself no receiver, and all checks pass.
 */
final class Sightings {
    static final String ID = "20261123T010203Z-9f3a1c";
    private static final PoolFeatures DEFAULT_FEATURES =
            new PoolFeatures(Set.of("lz4_compress"), Set.of("large_blocks", "lz4_compress", "zstd_compress"));
    static final String SERVICE = "postgresql@17-main";
    static final String SLOT = "zstandby_beta";

    private final Group group;
    private final Map<Member, DatasetName> theirNames = new LinkedHashMap<>();
    private final SnapshotLists here = new SnapshotLists();
    private final SnapshotLists there = new SnapshotLists();
    private final SnapshotLists staged = new SnapshotLists();
    private final Map<Member, PartialReceive> partial = new HashMap<>();
    private final Map<Member, String> mountpoints = new HashMap<>();
    private final Map<Member, String> theirMountpoints = new HashMap<>();
    private final Set<Member> withoutLive = new HashSet<>();
    private final Set<Member> stagedDatasets = new HashSet<>();
    private final Set<Member> theirMissing = new HashSet<>();
    private final List<Dataset> foreignLive = new ArrayList<>();
    private final List<Dataset> foreignStaged = new ArrayList<>();
    private final List<Stray> strays = new ArrayList<>();
    private final List<Snapshot> elsewhere = new ArrayList<>();
    private final List<Stray> theirStrays = new ArrayList<>();
    private final List<RetiredTree> retired = new ArrayList<>();
    private final List<DatasetName> missingParents = new ArrayList<>();
    private final Map<Member, String> liveCutOver = new HashMap<>();
    private final Map<Member, Tree> liveOrigin = new HashMap<>();
    private final Map<Member, String> liveRole = new HashMap<>();
    private final Map<Member, String> stagedCutOver = new HashMap<>();
    private Optional<String> stagedOrigin = Optional.empty();
    private boolean prepared;
    private boolean liveUnmounted;
    private boolean liveEncrypted;
    private boolean peerEncrypted;
    private boolean stagedMounted;
    private Tree stagedTree = Tree.STAGED;
    private long stagedWritten;
    private long stagedReferenced = 1 << 20;
    private BackupMode backupMode = BackupMode.AUTO;
    private LocalServer server = ServerFixture.standby().timeline(2).running();
    private ServerState primary =
            ServerFixture.primary().sends("streaming", SLOT).build();
    private NodeName peerCallsItself = new NodeName("alpha");
    private String peerVersion = Version.TEXT;
    private List<String> peerMissingPermissions = List.of();
    private Bytes room = new Bytes(1L << 40);
    private Optional<Bytes> expected = Optional.of(new Bytes(1 << 20));
    private String zfsVersion = "2.3.9-1";
    private String peerZfsVersion = "2.3.9-1";
    private PoolFeatures features = DEFAULT_FEATURES;
    private PoolFeatures peerFeatures = DEFAULT_FEATURES;
    private Duration clockAhead = Duration.ofSeconds(2);
    private int software = 17;
    private boolean serviceExists = true;
    private List<String> users = List.of();
    private Optional<DataPlace> data = Optional.empty();
    private boolean portTaken;
    private List<Path> occupied = List.of();
    private List<SnapshotName> staleHolds = List.of();
    private List<SnapshotName> lostHolds = List.of();
    private List<Finding> attempts = List.of(Finding.ok("stream-from-peer", "This node may stream from alpha."));

    private Sightings(Group group) {
        this.group = group;
        group.members().forEach((member, name) -> {
            theirNames.put(member, new DatasetName(name.value().replaceFirst("^[^/]+", "apool")));
            var path = member.equals(Member.DATA) ? "/var/lib/postgresql" : "/srv/" + member.name();
            mountpoints.put(member, path);
            theirMountpoints.put(member, path);
        });
    }

    /** A group of one dataset, tank/pg. */
    static Sightings single() {
        return new Sightings(new Group(new DatasetName("tank/pg"), Optional.empty(), Map.of()));
    }

    /** A group with one root and a dataset below it: tank/pg and tank/pg/wal. */
    static Sightings nested() {
        return new Sightings(
                new Group(new DatasetName("tank/pg"), Optional.of(new DatasetName("tank/pg/wal")), Map.of()));
    }

    /** A group with two roots: tank/data and tank/wal. */
    static Sightings twoRoots() {
        return new Sightings(
                new Group(new DatasetName("tank/data"), Optional.of(new DatasetName("tank/wal")), Map.of()));
    }

    /** A group whose only dataset is a whole pool. */
    static Sightings wholePool() {
        return new Sightings(new Group(new DatasetName("tank"), Optional.empty(), Map.of()));
    }

    /** The identity of a snapshot that both nodes may have. */
    static Guid guid(Member member, String name) {
        return new Guid(Objects.hash(member.name(), name) | Long.MIN_VALUE);
    }

    /** What arrived, was held on both nodes, and is gone on the peer. */
    Sightings lost(SnapshotName... names) {
        lostHolds = List.of(names);
        return this;
    }

    private static <T> T at(Map<Member, T> map, Member member) {
        return requireNonNull(map.get(member), member.name());
    }

    /** Held here though nothing needs it any more. */
    Sightings stillHeld(Member member, String name) {
        staleHolds = List.of(at(group.members(), member).snapshot(name));
        return this;
    }

    Sightings common(String... names) {
        return here(names).there(names);
    }

    /** Snapshots of the live tree, oldest first. */
    Sightings here(String... names) {
        group.members().keySet().forEach(member -> here(member, names));
        return this;
    }

    Sightings here(Member member, String... names) {
        for (String name : names) {
            here.add(member, at(group.members(), member), guid(member, name), name);
        }
        return this;
    }

    /** Snapshots of the live tree by a name the peer uses too, but not the same ones. */
    Sightings namesakesHere(String... names) {
        for (String name : names) {
            group.members().forEach((member, dataset) -> here.add(member, dataset, guid(member, "not " + name), name));
        }
        return this;
    }

    /** Snapshots on the primary, oldest first. */
    Sightings there(String... names) {
        group.members().keySet().forEach(member -> there(member, names));
        return this;
    }

    Sightings there(Member member, String... names) {
        for (String name : names) {
            there.add(member, at(theirNames, member), guid(member, name), name);
        }
        return this;
    }

    Sightings staged(String... names) {
        group.members().keySet().forEach(member -> staged(member, names));
        return this;
    }

    Sightings staged(Member member, String... names) {
        stagedDatasets.add(member);
        for (String name : names) {
            staged.add(member, stagedName(member), guid(member, name), name);
        }
        return this;
    }

    /** A receive into the staged dataset that was interrupted. */
    Sightings interrupted(Member member, String name, Optional<String> base) {
        stagedDatasets.add(member);
        partial.put(member, new PartialReceive(token(name), Optional.of(decoded(member, name, base))));
        return this;
    }

    Sightings interruptedUnreadably(Member member) {
        stagedDatasets.add(member);
        partial.put(member, new PartialReceive("1-dead", Optional.empty()));
        return this;
    }

    static String token(String name) {
        return "1-c0ffee-" + Integer.toHexString(name.hashCode());
    }

    /** A token that was not made by a stream of this pair's. */
    Sightings interruptedBy(Member member, ResumeToken token) {
        stagedDatasets.add(member);
        partial.put(member, new PartialReceive("1-bad", Optional.of(token)));
        return this;
    }

    ResumeToken decoded(Member member, String name, Optional<String> base) {
        return new ResumeToken(
                at(theirNames, member).snapshot(name),
                guid(member, name),
                base.map(from -> guid(member, from)),
                Bytes.ZERO,
                true);
    }

    /** What is staged is a clone of this snapshot of the live tree. */
    Sightings stagedFrom(String name) {
        stagedOrigin = Optional.of(name);
        return this;
    }

    Sightings prepared() {
        prepared = true;
        return this;
    }

    Sightings stagedWritten(long bytes) {
        stagedWritten = bytes;
        return this;
    }

    Sightings stagedReferenced(long bytes) {
        stagedReferenced = bytes;
        return this;
    }

    /** A run was killed between marking and renaming it. */
    Sightings stagedBeingSetAside() {
        stagedTree = Tree.ASIDE;
        return this;
    }

    Sightings stagedMounted() {
        stagedMounted = true;
        return this;
    }

    Sightings peerEncrypted() {
        peerEncrypted = true;
        return this;
    }

    Sightings liveEncrypted() {
        liveEncrypted = true;
        return this;
    }

    /** As after a boot that could not mount it. */
    Sightings liveUnmounted() {
        liveUnmounted = true;
        return this;
    }

    Sightings noLive() {
        group.members().keySet().forEach(this::noLive);
        return this;
    }

    /** Its live dataset bears another name, with the snapshots that it has. */
    Sightings renamed(Member member, String dataset) {
        here.of(member).stream()
                .map(snapshot -> new Snapshot(
                        new DatasetName(dataset).snapshot(snapshot.name().name()),
                        snapshot.guid(),
                        snapshot.createTxg(),
                        snapshot.holds(),
                        snapshot.wal()))
                .forEach(elsewhere::add);
        return noLive(member);
    }

    Sightings noLive(Member member) {
        withoutLive.add(member);
        return this;
    }

    /** A root that a reset or seed has swapped in: it was staged. */
    Sightings liveMarked(Member member, String id) {
        return liveMarked(member, id, Tree.STAGED);
    }

    /** A root that an undo has swapped in: it was retired. */
    Sightings liveTakenBack(Member member, String id) {
        return liveMarked(member, id, Tree.RETIRED);
    }

    private Sightings liveMarked(Member member, String id, Tree origin) {
        liveCutOver.put(member, id);
        liveOrigin.put(member, origin);
        return this;
    }

    /** What was noted on a live root when its server was stopped for a cut-over. */
    Sightings liveRole(Member member, String role) {
        liveRole.put(member, role);
        return this;
    }

    Sightings stagedMarked(Member member, String id) {
        stagedCutOver.put(member, id);
        return this;
    }

    /** A retired tree with all of the group's roots. */
    Sightings retired(String id, String role) {
        return retired(id, role, Optional.empty());
    }

    Sightings retired(String id, String role, Optional<String> cutOver) {
        return retired(id, role, cutOver, GroupLayout.of(group).roots());
    }

    /** A retired tree of which only one root is there. */
    Sightings retiredOnly(Member member, String id, Optional<String> cutOver) {
        return retired(id, "standby", cutOver, List.of(at(group.members(), member)));
    }

    private Sightings retired(String id, String role, Optional<String> cutOver, List<DatasetName> roots) {
        retired.add(new RetiredTree(
                id,
                roots.stream()
                        .map(root -> DatasetFixture.dataset(
                                        GroupLayout.retiredRoot(root, id).value())
                                .mounted(false)
                                .tree(Tree.RETIRED)
                                .role(role)
                                .cutOver(cutOver)
                                .build())
                        .toList()));
        return this;
    }

    Sightings foreignDataset(String name) {
        foreignLive.add(DatasetFixture.dataset(name).build());
        return this;
    }

    Sightings foreignVolume(String name) {
        foreignLive.add(DatasetFixture.dataset(name).volume().build());
        return this;
    }

    /** Those of this name are held, wherever they are on this node. */
    Sightings held(String name) {
        here.hold(name);
        staged.hold(name);
        return this;
    }

    /** What somebody made below a staged dataset, mounted there; it inherits the mark of the tree. */
    Sightings foreignStaged(String name) {
        foreignStaged.add(DatasetFixture.dataset(name).tree(Tree.STAGED).build());
        return this;
    }

    Sightings foreignStagedVolume(String name) {
        foreignStaged.add(
                DatasetFixture.dataset(name).volume().tree(Tree.STAGED).build());
        return this;
    }

    Sightings stray(String name, String mountpoint) {
        strays.add(new Stray("Dataset " + name, Path.of(mountpoint)));
        return this;
    }

    Sightings peerStray(String name, String mountpoint) {
        theirStrays.add(new Stray("Dataset " + name, Path.of(mountpoint)));
        return this;
    }

    Sightings server(LocalServer found) {
        server = found;
        return this;
    }

    Sightings primary(ServerFixture found) {
        primary = found.build();
        return this;
    }

    Sightings peerMountpoint(Member member, String path) {
        theirMountpoints.put(member, path);
        return this;
    }

    Sightings mountpoint(Member member, String path) {
        mountpoints.put(member, path);
        return this;
    }

    Sightings peerDataset(Member member, String name) {
        theirNames.put(member, new DatasetName(name));
        return this;
    }

    Sightings peerLacks(Member member) {
        theirMissing.add(member);
        return this;
    }

    Sightings peerCallsItself(String name) {
        peerCallsItself = new NodeName(name);
        return this;
    }

    Sightings peerVersion(String text) {
        peerVersion = text;
        return this;
    }

    Sightings zfsVersion(String text) {
        zfsVersion = text;
        return this;
    }

    Sightings features(Set<String> active, Set<String> usable) {
        features = new PoolFeatures(active, usable);
        return this;
    }

    Sightings peerFeatures(Set<String> active, Set<String> usable) {
        peerFeatures = new PoolFeatures(active, usable);
        return this;
    }

    Sightings peerZfsVersion(String text) {
        peerZfsVersion = text;
        return this;
    }

    Sightings clockAhead(Duration ofThePeer) {
        clockAhead = ofThePeer;
        return this;
    }

    Sightings peerMissesPermissions(String... grants) {
        peerMissingPermissions = List.of(grants);
        return this;
    }

    Sightings backupMode(BackupMode mode) {
        backupMode = mode;
        return this;
    }

    Sightings room(long bytes) {
        room = new Bytes(bytes);
        return this;
    }

    Sightings expected(long bytes) {
        expected = Optional.of(new Bytes(bytes));
        return this;
    }

    Sightings expectedUnknown() {
        expected = Optional.empty();
        return this;
    }

    Sightings software(int major) {
        software = major;
        return this;
    }

    Sightings missingParent(DatasetName parent) {
        missingParents.add(parent);
        return this;
    }

    Sightings noService() {
        serviceExists = false;
        return this;
    }

    /** Processes other than the server's that use files of the live tree. */
    Sightings usedBy(String... processes) {
        users = List.of(processes);
        return this;
    }

    /** Where the data directory is; unless said otherwise on the live dataset, and nothing else is served. */
    Sightings data(DataPlace place) {
        data = Optional.of(place);
        return this;
    }

    /** Places for members that are not live yet, which hold files. */
    Sightings occupied(String... places) {
        occupied = Stream.of(places).map(Path::of).toList();
        return this;
    }

    Sightings portTaken() {
        portTaken = true;
        return this;
    }

    /** The replication log-in of this node's server, as it was tried, is turned away. */
    Sightings mayNotStream() {
        attempts = List.of(Finding.error("stream-from-peer", "alpha refuses the password.", "Correct the passfile."));
        return this;
    }

    DatasetName stagedName(Member member) {
        return GroupLayout.of(group).staged(at(group.members(), member));
    }

    Configuration configuration() {
        return ConfigurationFixture.beta(group, backupMode);
    }

    LocalNode local() {
        var layout = GroupLayout.of(group);
        var members = group.members().keySet().stream().map(this::member).toList();
        var liveTree = new ArrayList<Dataset>();
        members.forEach(member -> member.live().ifPresent(liveTree::add));
        liveTree.addAll(foreignLive);
        var rooms = new HashMap<DatasetName, Bytes>();
        layout.roots().forEach(root -> rooms.put(root, room));
        return new LocalNode(
                new NodeName("beta"),
                layout,
                members,
                liveTree,
                Stream.concat(members.stream().flatMap(member -> member.staged().stream()), foreignStaged.stream())
                        .sorted(Comparator.comparing(Dataset::name))
                        .toList(),
                strays,
                elsewhere,
                retired.stream().sorted(Comparator.comparing(RetiredTree::id)).toList(),
                List.of(),
                missingParents,
                rooms,
                server,
                zfsVersion,
                features,
                software,
                serviceExists,
                users,
                data.orElseGet(this::usualPlace),
                portTaken);
    }

    private DataPlace usualPlace() {
        var directory = Path.of("/var/lib/postgresql/17/main");
        return new DataPlace(directory, Optional.of(at(group.members(), Member.DATA)), Optional.of(directory));
    }

    private LocalMember member(Member member) {
        var name = at(group.members(), member);
        var live = withoutLive.contains(member) ? Optional.<Dataset>empty() : Optional.of(liveDataset(member, name));
        return new LocalMember(
                member,
                name,
                live,
                live.isPresent() ? here.of(member) : List.of(),
                stagedName(member),
                stagedDatasets.contains(member) ? Optional.of(stagedDataset(member)) : Optional.empty(),
                staged.of(member),
                Optional.ofNullable(partial.get(member)));
    }

    private Dataset liveDataset(Member member, DatasetName name) {
        var dataset = DatasetFixture.dataset(name.value())
                .mountpoint(at(mountpoints, member))
                .mounted(!liveUnmounted)
                .encrypted(liveEncrypted)
                .cutOver(Optional.ofNullable(liveCutOver.get(member)));
        Optional.ofNullable(liveOrigin.get(member)).ifPresent(dataset::tree);
        Optional.ofNullable(liveRole.get(member)).ifPresent(dataset::role);
        return dataset.build();
    }

    private Dataset stagedDataset(Member member) {
        var dataset = DatasetFixture.dataset(stagedName(member).value())
                .tree(stagedTree)
                .mountpoint(Aside.mountpoint(member).toString())
                .mounted(stagedMounted)
                .written(stagedWritten)
                .referenced(stagedReferenced)
                .prepared(prepared)
                .cutOver(Optional.ofNullable(stagedCutOver.get(member)));
        Optional.ofNullable(partial.get(member)).ifPresent(found -> dataset.token(found.token()));
        stagedOrigin.ifPresent(name -> dataset.origin(ours(member, name)));
        return dataset.build();
    }

    Observation seen() {
        var described = theirNames.entrySet().stream()
                .filter(entry -> !theirMissing.contains(entry.getKey()))
                .map(entry -> described(entry.getKey(), entry.getValue()))
                .toList();
        var bytes = new HashMap<Member, Bytes>();
        expected.ifPresent(size -> group.members().keySet().forEach(member -> bytes.put(member, size)));
        return new Observation(
                configuration(),
                ConfigurationFixture.ALPHA,
                local(),
                new Description(
                        peerCallsItself,
                        peerVersion,
                        peerZfsVersion,
                        peerFeatures,
                        "zstandby",
                        described,
                        theirStrays,
                        peerMissingPermissions,
                        1_790_000_000_000L),
                clockAhead,
                primary,
                SLOT,
                new Inquiry(bytes, occupied, attempts, new Holds.Unneeded(staleHolds, lostHolds)));
    }

    private DescribedMember described(Member member, DatasetName name) {
        return new DescribedMember(
                member,
                DatasetFixture.dataset(name.value())
                        .mountpoint(at(theirMountpoints, member))
                        .encrypted(peerEncrypted)
                        .build(),
                there.of(member));
    }

    /** A snapshot of this node's live dataset, by its full name. */
    SnapshotName ours(Member member, String name) {
        return at(group.members(), member).snapshot(name);
    }
}
