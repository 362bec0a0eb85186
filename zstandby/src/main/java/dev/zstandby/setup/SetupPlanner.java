package dev.zstandby.setup;

import dev.zstandby.config.Configuration;
import dev.zstandby.host.Account;
import dev.zstandby.host.Platform;
import dev.zstandby.host.TextLines.Where;
import dev.zstandby.operations.Finding;
import dev.zstandby.operations.GroupLayout;
import dev.zstandby.operations.OperatorRights;
import dev.zstandby.peer.Admission;
import dev.zstandby.peer.Card;
import dev.zstandby.peer.Gate;
import dev.zstandby.peer.SshTarget;
import dev.zstandby.postgres.AccessRule;
import dev.zstandby.postgres.Grant;
import dev.zstandby.postgres.PairSetting;
import dev.zstandby.setup.OwnServerSight.Running;
import dev.zstandby.zfs.DatasetName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides what setup changes: what is missing, and nothing that is there. A pure function of what was seen. */
final class SetupPlanner {
    /** The gate's user, whom the peers log in as. */
    static final String ACCOUNT = OperatorRights.ACCOUNT;

    private static final Path HOME = Platform.here().home();
    private static final String READABLE = "rw-r--r--";
    private static final String RULES_COMMENT =
            "# zstandby setup: the role's own rules, before all others so that none of them keeps it out";

    private final SetupSight seen;
    private final Optional<Card> card;
    private final List<Change> changes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private SetupPlanner(SetupSight seen, Optional<Card> card) {
        this.seen = seen;
        this.card = card;
    }

    /**
     * The plan; one without changes when everything is there. Fails with all that is in the way.
     *
     * @param card of the peer that this node is to trust
     * @param fresh the password for a role that has none yet
     */
    static SetupPlan plan(SetupSight seen, Optional<Card> card, Password fresh) {
        var obstacles = SetupChecks.obstacles(seen, card);
        if (!obstacles.isEmpty()) {
            throw Finding.asFailure(obstacles);
        }
        return new SetupPlanner(seen, card).plan(fresh);
    }

    private SetupPlan plan(Password fresh) {
        var known = seen.password().or(() -> card.flatMap(Card::password).map(Password::new));
        boolean isNew = known.isEmpty() && seen.isPrimary();
        var password = isNew ? Optional.of(fresh) : known;
        account();
        if (seen.selinux()) {
            var home = seen.account().map(Account::home).orElse(HOME);
            notes.add(
                    ("SELinux is enforcing; so that sshd may read the keys of peers: semanage fcontext -a -t ssh_home_t"
                                    + " '%s/.ssh(/.*)?' && restorecon -R %s")
                            .formatted(home, home));
        }
        if (seen.formerOperator()) {
            notes.add(
                    "%s is still there from run-by: zstandby. To take back what came with it, run zstandby setup --undo, then setup."
                            .formatted(SudoRules.file(seen.configuration().datasets())));
        }
        identities();
        if (password.isPresent()) {
            passfiles();
        } else {
            notes.add("The password of role %s is known to the primary; its card brings it here.".formatted(role()));
        }
        datasets();
        delegation();
        roleOfServer();
        settings();
        makeRoom();
        seen.operator().ifPresent(this::operator);
        rules();
        card.ifPresent(this::trust);
        seen.peers().stream()
                .filter(peer -> peer.addresses().isEmpty())
                .forEach(peer -> notes.add("The name %s of %s is not known here, so nothing was bound to its address."
                        .formatted(peer.peer().host(), peer.peer().name())));
        var summary =
                "Set %s up to work with %s.".formatted(seen.configuration().node(), names());
        return new SetupPlan(summary, changes, notes, password, isNew);
    }

    private String names() {
        return seen.peers().stream()
                .map(peer -> peer.peer().name().value())
                .sorted()
                .reduce((one, other) -> one + ", " + other)
                .orElse("nobody");
    }

    private void account() {
        if (seen.account().isPresent()) {
            return;
        }
        add(
                "the user whom peers log in as, to the gate and nothing else; its home belongs to root, so that it cannot admit keys",
                List.of(
                        new Act.Run(Platform.here().addAccount(ACCOUNT).argv()),
                        new Act.MakeDirectory(HOME),
                        new Act.MakeDirectory(HOME.resolve(".ssh"))),
                List.of(
                        new Act.RemoveDirectory(HOME.resolve(".ssh")),
                        new Act.RemoveDirectory(HOME),
                        new Act.DeleteAccount(ACCOUNT)));
    }

    private void identities() {
        for (Path file : identityFiles()) {
            if (!seen.identities().containsKey(file)) {
                var owner = seen.operator().isPresent() ? List.<Act>of(new Act.GiveTo(file, ACCOUNT)) : List.<Act>of();
                add(
                        "the key with which this node asks its peers",
                        concat(
                                concat(
                                        directory(parent(file)),
                                        List.of(Act.Run.of(
                                                "ssh-keygen",
                                                "-q",
                                                "-t",
                                                "ed25519",
                                                "-N",
                                                "",
                                                "-C",
                                                "zstandby@"
                                                        + seen.configuration().node(),
                                                "-f",
                                                file.toString()))),
                                owner),
                        List.of(new Act.RemoveFiles(List.of(file, publicHalf(file)))));
            }
        }
    }

    private List<Path> identityFiles() {
        return seen.peers().stream()
                .flatMap(peer -> peer.peer().sshIdentity().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** As ssh-keygen(1) names it. */
    static Path publicHalf(Path identity) {
        return identity.resolveSibling(identity.getFileName() + ".pub");
    }

    static Path parent(Path file) {
        var parent = file.getParent();
        return parent == null ? Path.of("/") : parent;
    }

    private void passfiles() {
        var replication = seen.configuration().replication();
        passfile(replication.passfile(), ACCOUNT, "the role's password, for zstandby and its gate");
        passfile(
                replication.serverPassfile(),
                seen.configuration().postgres().owner(),
                "the role's password, for this node's server when it streams");
    }

    private void passfile(Path file, String owner, String what) {
        if (!seen.passfiles().contains(file)) {
            add(
                    what,
                    concat(directory(parent(file)), List.of(new Act.WritePassfile(file, role(), owner))),
                    List.of(new Act.RemoveFiles(List.of(file))));
        }
    }

    /** Where the trees will lie: above each root of the group. */
    static List<DatasetName> parents(Configuration configuration) {
        return GroupLayout.of(configuration.datasets()).parents();
    }

    private void datasets() {
        for (DatasetName parent : parents(seen.configuration())) {
            missingFrom(parent).forEach(dataset -> {
                if (changes.stream().noneMatch(change -> change.undo().contains(new Act.DestroyDataset(dataset)))) {
                    add(
                            "the dataset below which the group will lie",
                            List.of(Act.Run.of(
                                    "zfs",
                                    "create",
                                    "-u",
                                    "-o",
                                    "canmount=off",
                                    "-o",
                                    "mountpoint=none",
                                    dataset.value())),
                            List.of(new Act.DestroyDataset(dataset)));
                }
            });
        }
    }

    /** The dataset and those above it that do not exist, topmost first. */
    private List<DatasetName> missingFrom(DatasetName dataset) {
        if (seen.datasets().contains(dataset) || dataset.isPool()) {
            return List.of();
        }
        return Stream.concat(missingFrom(dataset.parent()).stream(), Stream.of(dataset))
                .toList();
    }

    private void delegation() {
        for (DatasetName parent : parents(seen.configuration())) {
            var missing = seen.missing().getOrDefault(parent, needed());
            if (!missing.isEmpty()) {
                add(
                        seen.operator().isPresent()
                                ? "what the user may do with the group: as the gate, and to stage and swap trees"
                                : "what the gate may do with the group, and nothing destructive",
                        List.of(Act.Run.of("zfs", "allow", ACCOUNT, String.join(",", missing), parent.value())),
                        List.of(new Act.Disallow(parent, ACCOUNT, missing)));
            }
        }
    }

    private List<String> needed() {
        return seen.operator()
                .map(operator -> OperatorRights.permissions(operator.ground().own()))
                .orElse(Gate.NEEDED);
    }

    private void operator(OperatorSight operator) {
        changes.addAll(OperatorPlanner.changes(seen, operator, seen.isPlaceholder()));
        if (!seen.datasets().contains(seen.configuration().datasets().data())) {
            notes.add(
                    "The dataset data is taken to be mounted at the data directory itself; where the primary has it mounted"
                            + " above that, have root seed this node, then run setup again.");
        }
        seen.configuration().datasets().members().keySet().stream()
                .filter(member -> !operator.ground().knows(member))
                .forEach(member -> notes.add(
                        "Where %s will be mounted is not known yet: have root seed this node, then run setup again."
                                .formatted(member)));
    }

    private void roleOfServer() {
        if (!(seen.server() instanceof Running(var access)) || !seen.isPrimary()) {
            return;
        }
        if (access.role().isEmpty()) {
            add(
                    "the role that zstandby and the standbys log in as",
                    List.of(new Act.CreateRole(role())),
                    List.of(new Act.DropRole(role())));
        }
        var missing = access.role().map(rights -> rights.missing()).orElse(List.of(Grant.values()));
        for (Grant grant : missing) {
            add(
                    "a right that the role needs",
                    List.of(new Act.Give(grant, role())),
                    List.of(new Act.Take(grant, role())));
        }
    }

    private void rules() {
        var file = seen.server().rulesFile();
        if (file.isEmpty()) {
            notes.add("pg_hba.conf lies in the data directory here, so the image brings the primary's: let that admit"
                    + " this node and its peers.");
            return;
        }
        var wanted = wantedRules().stream()
                .filter(line -> !seen.rules().contains(line))
                .toList();
        if (wanted.isEmpty()) {
            if (seen.server() instanceof Running(var access) && access.stale()) {
                add(
                        "has the server read pg_hba.conf, which was changed since it last did",
                        List.of(new Act.ReloadRules()),
                        List.of());
            }
            return;
        }
        var lines = new ArrayList<>(List.of(RULES_COMMENT));
        lines.addAll(wanted);
        boolean running = seen.server() instanceof Running && !seen.isPlaceholder();
        var reload = running ? List.<Act>of(new Act.ReloadRules()) : List.<Act>of();
        var owner = seen.configuration().postgres().owner();
        add(
                "who may log in as the role: the peers and this node, by password",
                concat(List.of(new Act.AddLines(file.get(), owner, "rw-r-----", Where.FIRST, lines)), reload),
                concat(
                        List.of(new Act.RemoveLines(
                                file.get(),
                                owner,
                                wanted.size() == wantedRules().size() ? lines : wanted)),
                        reload));
    }

    private List<String> wantedRules() {
        var database = seen.configuration().replication().database();
        var peers = seen.peers().stream()
                .flatMap(peer -> peer.addresses().stream())
                .map(address -> AccessRule.forPeer(seen.server().usesTls(), database, role(), address));
        var own = seen.ownAddresses().stream().map(address -> AccessRule.forThisNode(database, role(), address));
        return Stream.concat(peers, own).distinct().toList();
    }

    /** Those of a cluster that makes room come with the image. */
    private void settings() {
        if (!(seen.server() instanceof Running(var access)) || seen.isPlaceholder()) {
            return;
        }
        for (PairSetting setting : access.tooLow()) {
            add(
                    "a setting without which no other node can stream from this one",
                    List.of(new Act.Configure(setting)),
                    List.of(new Act.Unconfigure(setting)));
        }
        if (access.restartDue() || !access.tooLow().isEmpty()) {
            notes.add("Changed settings take effect once the server is restarted: %s"
                    .formatted(Platform.here()
                            .serviceRestart(seen.configuration().postgres().service())));
        }
    }

    /** A package that is installed makes a cluster at once, where a standby's data shall be mounted. */
    private void makeRoom() {
        if (!seen.isPlaceholder()) {
            return;
        }
        var postgres = seen.configuration().postgres();
        var directory = postgres.dataDirectory();
        var aside = directory.resolveSibling(directory.getFileName() + ".before-zstandby");
        add(
                "makes room for the standby: the cluster here lies on none of the group's datasets, and nobody has made anything in it",
                List.of(service("stop"), new Act.Rename(directory, aside)),
                List.of(new Act.Rename(aside, directory), service("start")));
    }

    private Act service(String verb) {
        return new Act.Run(Platform.here()
                .service(verb, seen.configuration().postgres().service())
                .argv());
    }

    private void trust(Card trusted) {
        var peer = seen.peers().stream()
                .filter(candidate -> candidate.peer().name().equals(trusted.node()))
                .findFirst()
                .orElseThrow();
        admit(trusted, peer);
        pin(trusted, peer);
    }

    private void admit(Card trusted, PeerSight peer) {
        var file = authorizedKeys(seen.account());
        replaceKeys(file, Admission.outdated(seen.admitted(), trusted.node(), trusted.key()), trusted);
        if (!Admission.isIn(seen.admitted(), trusted.node(), trusted.key())) {
            var lines = List.of(Admission.line(trusted.node(), trusted.key(), peer.addresses()));
            add(
                    "lets %s's key in, to the gate and nothing else".formatted(trusted.node()),
                    concat(
                            directory(parent(file)),
                            List.of(new Act.AddLines(file, ACCOUNT, READABLE, Where.LAST, lines))),
                    List.of(new Act.RemoveLines(file, ACCOUNT, lines)));
        }
    }

    private void pin(Card trusted, PeerSight peer) {
        var wanted = trusted.hostKeys().stream().map(peer.target()::pin).toList();
        replaceKeys(SshTarget.PINS, peer.target().outdated(seen.pins(), wanted), trusted);
        var missing =
                wanted.stream().filter(line -> !seen.pins().contains(line)).toList();
        if (!missing.isEmpty()) {
            add(
                    "pins the host keys of %s".formatted(trusted.node()),
                    List.of(new Act.AddLines(SshTarget.PINS, "root", READABLE, Where.LAST, missing)),
                    List.of(new Act.RemoveLines(SshTarget.PINS, "root", missing)));
        }
    }

    private void replaceKeys(Path file, List<String> outdated, Card trusted) {
        if (!outdated.isEmpty()) {
            add(
                    "drops the keys that %s had before".formatted(trusted.node()),
                    List.of(new Act.RemoveLines(file, ACCOUNT, outdated)),
                    List.of(new Act.AddLines(file, ACCOUNT, READABLE, Where.LAST, outdated)));
        }
    }

    /** Where sshd looks for the keys that the account admits. */
    static Path authorizedKeys(Optional<Account> account) {
        return account.map(Account::home).orElse(HOME).resolve(".ssh/authorized_keys");
    }

    private String role() {
        return seen.configuration().replication().user();
    }

    private void add(String what, List<Act> acts, List<Act> undo) {
        changes.add(new Change(what, acts, undo));
    }

    /** What makes a directory that is neither there nor made by an earlier change. */
    private List<Act> directory(Path directory) {
        Act make = new Act.MakeDirectory(directory);
        boolean made = changes.stream().anyMatch(change -> change.acts().contains(make));
        return made || seen.directories().contains(directory) ? List.of() : List.of(make);
    }

    private static List<Act> concat(List<Act> first, List<Act> more) {
        return Stream.concat(first.stream(), more.stream()).toList();
    }
}
