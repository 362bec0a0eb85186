package dev.zstandby.operations;

import static java.util.stream.Collectors.toMap;

import dev.zstandby.Bytes;
import dev.zstandby.Failure;
import dev.zstandby.config.Member;
import dev.zstandby.host.Command;
import dev.zstandby.host.Mount;
import dev.zstandby.host.Service;
import dev.zstandby.operations.LocalMember.PartialReceive;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Dataset.Tree;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Datasets;
import dev.zstandby.zfs.Snapshot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at this node; changes nothing. */
final class LocalObserver {
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    private final Machine machine;
    private final GroupLayout layout;

    LocalObserver(Machine machine) {
        this.machine = machine;
        this.layout = machine.layout();
    }

    LocalNode observe() {
        var all = machine.zfs().datasets();
        var live = trees(all, layout.roots().stream());
        var staged = trees(all, layout.roots().stream().map(GroupLayout::stagedRoot));
        var service = machine.service().state();
        var members = members(all);
        var server = OwnServer.look(machine, service.active(), !live.isEmpty());
        return new LocalNode(
                machine.configuration().node(),
                layout,
                members,
                live,
                staged,
                all.without(staged).straysIn(live, Mount.all()),
                elsewhere(all, members),
                RetiredTree.all(layout, all),
                aside(all),
                missingParents(all),
                room(all),
                server,
                machine.zfs().version(),
                machine.zfs().features(machine.configuration().datasets().pools()),
                software(),
                service.exists(),
                users(live, service),
                place(all, server),
                !server.runs() && somethingAnswers());
    }

    /** Where a member that is missing may be found, under another name. */
    private List<Snapshot> elsewhere(Datasets all, List<LocalMember> members) {
        if (members.stream().allMatch(member -> member.live().isPresent())) {
            return List.of();
        }
        var own = members.stream().map(LocalMember::name).toList();
        return machine.zfs()
                .snapshots(all.all().stream()
                        .filter(dataset ->
                                dataset.tree().isEmpty() && !dataset.volume() && !own.contains(dataset.name()))
                        .map(Dataset::name)
                        .toList());
    }

    private List<DatasetName> aside(Datasets all) {
        return all.all().stream()
                .filter(dataset -> dataset.tree().equals(Optional.of(Tree.ASIDE)))
                .map(Dataset::name)
                .filter(name -> layout.roots().stream().anyMatch(root -> GroupLayout.isAsideRoot(root, name)))
                .toList();
    }

    private static List<Dataset> trees(Datasets all, Stream<DatasetName> roots) {
        return roots.flatMap(root -> all.treeWithVolumes(root).stream()).toList();
    }

    private List<String> users(Collection<Dataset> live, Service.State service) {
        var mountpoints = live.stream()
                .filter(Dataset::mounted)
                .flatMap(dataset -> dataset.mountpoint().stream())
                .toList();
        return machine.othersThanServer(mountpoints, service);
    }

    private List<LocalMember> members(Datasets all) {
        var group = machine.configuration().datasets().members();
        var liveSnapshots = snapshots(existing(all, group.values().stream()));
        var stagedSnapshots = snapshots(existing(all, group.values().stream().map(layout::staged)));
        var members = new ArrayList<LocalMember>();
        for (Map.Entry<Member, DatasetName> entry : group.entrySet()) {
            var name = entry.getValue();
            var stagedName = layout.staged(name);
            var stagedDataset = all.named(stagedName);
            members.add(new LocalMember(
                    entry.getKey(),
                    name,
                    all.named(name),
                    liveSnapshots.getOrDefault(name, List.of()),
                    stagedName,
                    stagedDataset,
                    stagedSnapshots.getOrDefault(stagedName, List.of()),
                    stagedDataset
                            .flatMap(Dataset::resumeToken)
                            .map(token ->
                                    new PartialReceive(token, machine.zfs().decode(token)))));
        }
        return members;
    }

    private static List<DatasetName> existing(Datasets all, Stream<DatasetName> names) {
        return names.filter(name -> all.named(name).isPresent()).toList();
    }

    private Map<DatasetName, List<Snapshot>> snapshots(Collection<DatasetName> datasets) {
        var byDataset = new LinkedHashMap<DatasetName, List<Snapshot>>();
        for (Snapshot snapshot : machine.zfs().snapshots(datasets)) {
            byDataset
                    .computeIfAbsent(snapshot.name().dataset(), name -> new ArrayList<>())
                    .add(snapshot);
        }
        byDataset.values().forEach(list -> list.sort(Comparator.comparingLong(Snapshot::createTxg)));
        return byDataset;
    }

    private List<DatasetName> missingParents(Datasets all) {
        return layout.roots().stream()
                .filter(root -> !root.isPool())
                .map(DatasetName::parent)
                .distinct()
                .filter(parent -> all.named(parent).isEmpty())
                .toList();
    }

    /** What is available below each root's nearest existing ancestor. */
    private Map<DatasetName, Bytes> room(Datasets all) {
        return layout.roots().stream().collect(toMap(Function.identity(), root -> available(all, root)));
    }

    private static Bytes available(Datasets all, DatasetName dataset) {
        if (dataset.isPool()) {
            return all.named(dataset).map(Dataset::available).orElse(Bytes.ZERO);
        }
        return all.named(dataset.parent()).map(Dataset::available).orElseGet(() -> available(all, dataset.parent()));
    }

    private DataPlace place(Datasets all, LocalServer server) {
        var directory = Locator.real(machine.configuration().postgres().dataDirectory());
        return new DataPlace(
                directory,
                Locator.of(all.all()).mountedAbove(directory).map(Location.OnDataset::dataset),
                served(server));
    }

    private static Optional<Path> served(LocalServer server) {
        return server instanceof LocalServer.Running(var state)
                ? Optional.of(Locator.real(state.dataDirectory()))
                : Optional.empty();
    }

    private int software() {
        var program = machine.configuration().postgres().binDirectory().resolve("postgres");
        var result = machine.commands().run(Command.of(program.toString(), "--version"));
        var version = VERSION.matcher(result.output());
        if (!version.find()) {
            throw Failure.environment("%s does not say which PostgreSQL it is.".formatted(program))
                    .withRemedy("Correct postgres.bin-directory in the configuration.");
        }
        return Integer.parseInt(version.group(1));
    }

    private boolean somethingAnswers() {
        var postgres = machine.configuration().postgres();
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(postgres.host(), postgres.port()), 2000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
