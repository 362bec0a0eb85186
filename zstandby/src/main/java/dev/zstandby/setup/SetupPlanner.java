package dev.zstandby.setup;

import dev.zstandby.config.Configuration;
import dev.zstandby.host.Account;
import dev.zstandby.host.Platform;
import dev.zstandby.operations.Finding;
import dev.zstandby.operations.GroupLayout;
import dev.zstandby.operations.OperatorRights;
import dev.zstandby.peer.Card;
import dev.zstandby.peer.Gate;
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

    private final SetupSight seen;
    private final Optional<Card> card;
    private final Changes changes;

    private SetupPlanner(SetupSight seen, Optional<Card> card) {
        this.seen = seen;
        this.card = card;
        this.changes = new Changes(seen);
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
            changes.note(
                    ("SELinux is enforcing; so that sshd may read the keys of peers: semanage fcontext -a -t ssh_home_t"
                                    + " '%s/.ssh(/.*)?' && restorecon -R %s")
                            .formatted(home, home));
        }
        if (seen.formerOperator()) {
            changes.note(
                    "%s is still there from run-by: zstandby. To take back what came with it, run zstandby setup --undo, then setup."
                            .formatted(SudoRules.file(seen.configuration().datasets())));
        }
        identities();
        if (password.isPresent()) {
            passfiles();
        } else {
            changes.note("The password of role %s is known to the primary; its card brings it here."
                    .formatted(seen.configuration().replication().user()));
        }
        datasets();
        delegation();
        ServerPlanner.plan(seen, changes);
        seen.operator().ifPresent(this::operator);
        card.ifPresent(trusted -> TrustPlanner.plan(seen, trusted, changes));
        seen.peers().stream()
                .filter(peer -> peer.addresses().isEmpty())
                .forEach(
                        peer -> changes.note("The name %s of %s is not known here, so nothing was bound to its address."
                                .formatted(peer.peer().host(), peer.peer().name())));
        var summary =
                "Set %s up to work with %s.".formatted(seen.configuration().node(), names());
        return new SetupPlan(summary, changes.list(), changes.notes(), password, isNew);
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
        changes.add(
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
                var acts = new ArrayList<Act>();
                acts.add(Act.Run.of(
                        "ssh-keygen",
                        "-q",
                        "-t",
                        "ed25519",
                        "-N",
                        "",
                        "-C",
                        "zstandby@" + seen.configuration().node(),
                        "-f",
                        file.toString()));
                if (seen.operator().isPresent()) {
                    acts.add(new Act.GiveTo(file, ACCOUNT));
                }
                changes.add(
                        "the key with which this node asks its peers",
                        changes.inItsDirectory(file, acts),
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
            changes.add(
                    what,
                    changes.inItsDirectory(
                            file,
                            List.of(new Act.WritePassfile(
                                    file, seen.configuration().replication().user(), owner))),
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
                if (!changes.areTakenBackBy(new Act.DestroyDataset(dataset))) {
                    changes.add(
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
                changes.add(
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
        changes.addAll(OperatorPlanner.changes(seen, operator));
        if (!seen.datasets().contains(seen.configuration().datasets().data())) {
            changes.note(
                    "The dataset data is taken to be mounted at the data directory itself; where the primary has it mounted"
                            + " above that, have root seed this node, then run setup again.");
        }
        seen.configuration().datasets().members().keySet().stream()
                .filter(member -> !operator.ground().knows(member))
                .forEach(member -> changes.note(
                        "Where %s will be mounted is not known yet: have root seed this node, then run setup again."
                                .formatted(member)));
    }

    /** Where sshd looks for the keys that the account admits. */
    static Path authorizedKeys(Optional<Account> account) {
        return account.map(Account::home).orElse(HOME).resolve(".ssh/authorized_keys");
    }
}
