package dev.zstandby.setup;

import static java.util.stream.Collectors.toMap;

import dev.zstandby.Failure;
import dev.zstandby.config.Configuration;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.config.Configuration.RunBy;
import dev.zstandby.host.Account;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import dev.zstandby.host.Service;
import dev.zstandby.host.SharedFile;
import dev.zstandby.host.TextLines;
import dev.zstandby.operations.OperatorRights;
import dev.zstandby.peer.Gate;
import dev.zstandby.peer.PublicKey;
import dev.zstandby.peer.SshTarget;
import dev.zstandby.postgres.Access;
import dev.zstandby.postgres.ConfiguredServer;
import dev.zstandby.postgres.OwnersDoor;
import dev.zstandby.postgres.Passfile;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Zfs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Looks at what setup may change; changes nothing. As root. */
final class SetupObserver {
    /** selinux(8). */
    private static final Path SELINUX = Path.of("/sys/fs/selinux/enforce");

    private final Configuration configuration;
    private final Path configurationFile;
    private final Commands commands;
    private final Zfs zfs;

    SetupObserver(Configuration configuration, Path configurationFile, Commands commands) {
        this.configuration = configuration;
        this.configurationFile = configurationFile;
        this.commands = commands;
        this.zfs = new Zfs(commands);
    }

    SetupSight look() {
        var account = Account.named(commands, SetupPlanner.ACCOUNT);
        var all = zfs.datasets();
        var datasets = all.all().stream().map(Dataset::name).collect(Collectors.toSet());
        var operator = configuration.runBy() == RunBy.ZSTANDBY
                ? Optional.of(new OperatorObserver(configuration, configurationFile, zfs).look(all))
                : Optional.<OperatorSight>empty();
        var needed = operator.map(
                        sight -> OperatorRights.permissions(sight.ground().own()))
                .orElse(Gate.NEEDED);
        var server = server();
        return new SetupSight(
                configuration,
                account,
                identities(),
                password(),
                passfiles().filter(Files::exists).collect(Collectors.toSet()),
                directories(account),
                datasets,
                zfs.withoutDelegation(configuration.datasets().pools()),
                missing(datasets, account, needed),
                peers(),
                addresses(configuration.postgres().host()),
                server,
                lines(SetupPlanner.authorizedKeys(account)),
                lines(SshTarget.PINS),
                server.rulesFile().map(SetupObserver::lines).orElse(List.of()),
                operator,
                operator.isEmpty() && Files.exists(SudoRules.file(configuration.datasets())),
                lines(SELINUX).equals(List.of("1")));
    }

    private Map<Path, PublicKey> identities() {
        var keys = new HashMap<Path, PublicKey>();
        for (Peer peer : configuration.peers().values()) {
            peer.sshIdentity()
                    .ifPresent(file -> publicKey(SetupPlanner.publicHalf(file))
                            .or(() -> ofPrivateHalf(file))
                            .ifPresent(key -> keys.put(file, key)));
        }
        return keys;
    }

    /** An ssh-keygen that was killed between the two leaves the private half alone, and would not write over it. */
    private Optional<PublicKey> ofPrivateHalf(Path identity) {
        return Files.exists(identity)
                ? PublicKey.in(commands.run(Command.of("ssh-keygen", "-y", "-P", "", "-f", identity.toString()))
                        .orFail(
                                "%s is no private key that can be used without a passphrase.".formatted(identity),
                                "Remove it, or name another as ssh-identity; zstandby setup makes one that is missing.")
                        .output())
                : Optional.empty();
    }

    /** Nothing when the file is not there. */
    static Optional<PublicKey> publicKey(Path file) {
        return new SharedFile(file, "root", "")
                .text()
                .map(text -> PublicKey.in(text)
                        .orElseThrow(() -> Failure.environment("%s holds no public key of OpenSSH's.".formatted(file))
                                .withRemedy("Make it anew from the private key: ssh-keygen -y -f %s"
                                        .formatted(file.toString().replaceAll("\\.pub$", "")))));
    }

    private Set<Path> directories(Optional<Account> account) {
        var files = Stream.concat(
                passfiles(), configuration.peers().values().stream().flatMap(peer -> peer.sshIdentity().stream()));
        return Stream.concat(files, Stream.of(SetupPlanner.authorizedKeys(account)))
                .map(SetupPlanner::parent)
                .filter(Files::isDirectory)
                .collect(Collectors.toSet());
    }

    private Stream<Path> passfiles() {
        var replication = configuration.replication();
        return Stream.of(replication.passfile(), replication.serverPassfile());
    }

    private Optional<Password> password() {
        return passfiles()
                .flatMap(file ->
                        new Passfile(file).password(configuration.replication().user()).stream())
                .map(Password::new)
                .findFirst();
    }

    private Map<DatasetName, List<String>> missing(
            Set<DatasetName> datasets, Optional<Account> account, List<String> needed) {
        return SetupPlanner.parents(configuration).stream()
                .filter(datasets::contains)
                .collect(toMap(
                        Function.identity(),
                        parent -> account.isEmpty()
                                ? needed
                                : zfs.permissions(parent, SetupPlanner.ACCOUNT).missing(needed)));
    }

    private List<PeerSight> peers() {
        return configuration.peers().values().stream()
                .map(peer -> new PeerSight(peer, addresses(peer.host()), SshTarget.of(commands, peer)))
                .toList();
    }

    private static List<String> addresses(String host) {
        try {
            return Stream.of(InetAddress.getAllByName(host))
                    .map(InetAddress::getHostAddress)
                    .map(address -> address.replaceAll("%.*", ""))
                    .distinct()
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private OwnServerSight server() {
        var postgres = configuration.postgres();
        if (new Service(commands, postgres.service()).isActive()) {
            return new OwnServerSight.Running(Access.ask(
                    door(configuration, commands), configuration.replication().user()));
        }
        boolean makingRoom = isMakingRoom();
        return postgres.configFile()
                .filter(Files::exists)
                .map(file -> new ConfiguredServer(commands, postgres.binDirectory(), postgres.owner(), file))
                .map(server -> new OwnServerSight.Down(
                        server.value("hba_file").map(Path::of),
                        server.value("ssl").equals(Optional.of("on")),
                        makingRoom))
                .orElseGet(() -> new OwnServerSight.Down(Optional.empty(), false, makingRoom));
    }

    private boolean isMakingRoom() {
        var setAside = ServerPlanner.setAside(configuration.postgres().dataDirectory());
        return Files.exists(setAside.from())
                && !Files.exists(setAside.to())
                && new UndoLog(UndoLog.FILE, "root")
                        .changes().stream().anyMatch(change -> change.acts().contains(setAside));
    }

    static OwnersDoor door(Configuration configuration, Commands commands) {
        var postgres = configuration.postgres();
        return new OwnersDoor(
                commands,
                postgres.binDirectory(),
                postgres.owner(),
                postgres.port(),
                Optional.empty(),
                configuration.replication().database());
    }

    /** None when the file is not there. */
    static List<String> lines(Path file) {
        return new SharedFile(file, "root", "").text().map(TextLines::lines).orElse(List.of());
    }

    /** What this machine's sshd shows. */
    static List<PublicKey> hostKeys() {
        try (var files = Files.newDirectoryStream(Path.of("/etc/ssh"), "ssh_host_*_key.pub")) {
            return StreamSupport.stream(files.spliterator(), false)
                    .sorted()
                    .flatMap(file -> publicKey(file).stream())
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
