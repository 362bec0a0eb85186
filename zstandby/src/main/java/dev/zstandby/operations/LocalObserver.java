package dev.zstandby.operations;

import static java.util.stream.Collectors.toMap;

import dev.zstandby.Bytes;
import dev.zstandby.Failure;
import dev.zstandby.config.Member;
import dev.zstandby.host.Command;
import dev.zstandby.host.Service;
import dev.zstandby.operations.LocalMember.PartialReceive;
import dev.zstandby.postgres.ControlData;
import dev.zstandby.postgres.Server;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Dataset.Tree;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Datasets;
import dev.zstandby.zfs.Snapshot;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Looks at this node; changes nothing. */
final class LocalObserver {
    private static final Duration OWN_SERVER = Duration.ofSeconds(10);
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    private final Machine machine;
    private final GroupLayout layout;

    LocalObserver(Machine machine) {
        this.machine = machine;
        this.layout = machine.layout();
    }

    LocalNode observe() {
        var all = machine.zfs().datasets();
        var live = new LinkedHashMap<DatasetName, Dataset>();
        var staged = new LinkedHashMap<DatasetName, Dataset>();
        for (var root : layout.roots()) {
            all.tree(root).forEach(dataset -> live.put(dataset.name(), dataset));
            all.tree(GroupLayout.stagedRoot(root)).forEach(dataset -> staged.put(dataset.name(), dataset));
        }
        var service = machine.service().state();
        var server = server(service.active(), !live.isEmpty());
        return new LocalNode(
                machine.configuration().node(),
                layout,
                members(live, staged),
                List.copyOf(live.values()),
                List.copyOf(staged.values()),
                all.straysIn(live.values()),
                retired(all),
                missingParents(all),
                room(all),
                server,
                software(),
                service.exists(),
                users(live.values(), service),
                !server.runs() && somethingAnswers());
    }

    private List<String> users(Collection<Dataset> live, Service.State service) {
        var mountpoints = live.stream()
                .filter(Dataset::mounted)
                .flatMap(dataset -> dataset.mountpoint().stream())
                .toList();
        return machine.othersThanServer(mountpoints, service);
    }

    private List<LocalMember> members(Map<DatasetName, Dataset> live, Map<DatasetName, Dataset> staged) {
        var group = machine.configuration().datasets().members();
        var liveSnapshots = snapshots(existing(group.values().stream(), live));
        var stagedSnapshots = snapshots(existing(group.values().stream().map(layout::staged), staged));
        var members = new ArrayList<LocalMember>();
        for (Map.Entry<Member, DatasetName> entry : group.entrySet()) {
            var name = entry.getValue();
            var stagedName = layout.staged(name);
            var stagedDataset = Optional.ofNullable(staged.get(stagedName));
            members.add(new LocalMember(
                    entry.getKey(),
                    name,
                    Optional.ofNullable(live.get(name)),
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

    private static List<DatasetName> existing(Stream<DatasetName> names, Map<DatasetName, Dataset> datasets) {
        return names.filter(datasets::containsKey).toList();
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

    private List<RetiredTree> retired(Datasets all) {
        var byId = new TreeMap<String, List<Dataset>>();
        for (var root : layout.roots()) {
            if (root.isPool()) {
                continue;
            }
            var retired = all.childrenOf(root.parent()).stream()
                    .filter(candidate -> candidate.tree().equals(Optional.of(Tree.RETIRED)))
                    .toList();
            for (Dataset candidate : retired) {
                GroupLayout.retiredId(root, candidate.name())
                        .ifPresent(id -> byId.computeIfAbsent(id, key -> new ArrayList<>())
                                .add(candidate));
            }
        }
        return byId.entrySet().stream()
                .map(entry -> new RetiredTree(entry.getKey(), entry.getValue()))
                .toList();
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

    private LocalServer server(boolean active, boolean hasLive) {
        var directory = machine.configuration().postgres().dataDirectory();
        if (active) {
            try (var server = Server.connect(machine.ownEndpoint(), OWN_SERVER)) {
                return new LocalServer.Running(server.state());
            } catch (Failure why) {
                return new LocalServer.Silent(why, controlData(directory));
            }
        }
        return controlData(directory)
                .<LocalServer>map(LocalServer.Stopped::new)
                .orElseGet(() -> new LocalServer.Absent(!hasLive && holdsFiles(directory)));
    }

    private Optional<ControlData> controlData(Path directory) {
        return Files.exists(directory.resolve("global/pg_control"))
                ? Optional.of(ControlData.read(
                        machine.commands(), machine.configuration().postgres().binDirectory(), directory))
                : Optional.empty();
    }

    private static boolean holdsFiles(Path directory) {
        try (var entries = Files.list(directory)) {
            return entries.findAny().isPresent();
        } catch (IOException e) {
            return false;
        }
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
