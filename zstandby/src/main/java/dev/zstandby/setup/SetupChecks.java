package dev.zstandby.setup;

import dev.zstandby.host.Platform;
import dev.zstandby.operations.Finding;
import dev.zstandby.peer.Card;
import dev.zstandby.postgres.Access.RoleRights;
import dev.zstandby.setup.OwnServerSight.Running;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is in the way of a setup: what is there and is not what it should be. Pure functions. */
final class SetupChecks {
    private SetupChecks() {}

    static List<Finding> obstacles(SetupSight seen, Optional<Card> card) {
        var findings = new ArrayList<Finding>();
        account(seen, findings);
        pools(seen, findings);
        room(seen, findings);
        delegation(seen, findings);
        role(seen, card, findings);
        seen.operator().ifPresent(operator -> findings.addAll(OperatorChecks.obstacles(seen, operator)));
        card.ifPresent(given -> card(seen, given, findings));
        return findings;
    }

    private static void account(SetupSight seen, List<Finding> findings) {
        seen.account()
                .filter(account -> !account.runsCommands())
                .ifPresent(account -> findings.add(Finding.error(
                        "account-shell",
                        "User %s has the shell %s, by which sshd cannot run the gate."
                                .formatted(account.name(), account.shell()),
                        "usermod --shell /bin/sh %s".formatted(account.name()))));
        seen.account()
                .filter(account -> account.uid() == 0)
                .ifPresent(account -> findings.add(Finding.refusal(
                        "account-root",
                        "User %s is root by another name, and peers must not log in as that.".formatted(account.name()),
                        "Remove the account (userdel), then run the command again: it makes one without rights.")));
    }

    private static void pools(SetupSight seen, List<Finding> findings) {
        var pools = seen.configuration().datasets().members().values().stream()
                .map(dataset -> dataset.pool())
                .distinct()
                .filter(pool -> seen.datasets().stream()
                        .noneMatch(dataset -> dataset.value().equals(pool)))
                .toList();
        for (String pool : pools) {
            findings.add(Finding.error(
                    "pool",
                    "There is no pool %s on this node.".formatted(pool),
                    "Make or import it (zpool create, zpool import), or correct datasets in the configuration."));
        }
    }

    private static void room(SetupSight seen, List<Finding> findings) {
        if (seen.mayBePlaceholder()) {
            var postgres = seen.configuration().postgres();
            findings.add(Finding.error(
                    "cluster-stopped",
                    "The cluster in %s was stopped to be set aside, and setup was interrupted; nobody can see now whether it has been used since."
                            .formatted(postgres.dataDirectory()),
                    "Start it (%s), then run the command again: what nobody has made anything in is set aside."
                            .formatted(Platform.here().service("start", postgres.service()))));
        }
    }

    private static void delegation(SetupSight seen, List<Finding> findings) {
        for (String pool : seen.undelegated()) {
            findings.add(Finding.error(
                    "pool-delegation",
                    "Pool %s has delegation off, so the gate could be given no right on it.".formatted(pool),
                    "zpool set delegation=on %s".formatted(pool)));
        }
    }

    private static void role(SetupSight seen, Optional<Card> card, List<Finding> findings) {
        if (!(seen.server() instanceof Running(var access)) || !seen.isPrimary()) {
            return;
        }
        var name = seen.configuration().replication().user();
        access.role().ifPresent(rights -> {
            if (seen.password()
                    .or(() -> card.flatMap(Card::password).map(Password::new))
                    .isEmpty()) {
                findings.add(Finding.error(
                        "role-password",
                        "Role %s exists and no passfile here has its password.".formatted(name),
                        "Write it into %s as *:*:*:%s:PASSWORD (mode 0600), or drop the role, then run the command again."
                                .formatted(seen.configuration().replication().passfile(), name)));
            }
            rights(name, rights, findings);
        });
    }

    private static void rights(String name, RoleRights rights, List<Finding> findings) {
        if (!rights.login() || !rights.replication()) {
            findings.add(Finding.error(
                    "role-replication",
                    "Role %s exists and may not log in and replicate.".formatted(name),
                    "In psql: ALTER ROLE %s LOGIN REPLICATION;".formatted(name)));
        }
    }

    private static void card(SetupSight seen, Card card, List<Finding> findings) {
        var node = seen.configuration().node();
        if (card.node().equals(node)) {
            findings.add(Finding.refusal(
                    "own-card",
                    "The card is that of %s, this node itself.".formatted(node),
                    "Give it the peer's: run zstandby setup --card there."));
        } else if (!seen.configuration().peers().containsKey(card.node())) {
            findings.add(Finding.refusal(
                    "stranger",
                    "%s, whose card this is, is no peer in the configuration of %s.".formatted(card.node(), node),
                    "Add it under peers, or correct its name."));
        }
        if (card.hostKeys().isEmpty()) {
            findings.add(Finding.error(
                    "card-host-keys",
                    "The card of %s has no host keys.".formatted(card.node()),
                    "Install openssh-server there, and make the card again."));
        }
        card.password().map(Password::new).ifPresent(theirs -> {
            if (seen.password().filter(ours -> !ours.equals(theirs)).isPresent()) {
                findings.add(Finding.refusal(
                        "two-passwords",
                        "%s and %s have different passwords for role %s."
                                .formatted(
                                        node,
                                        card.node(),
                                        seen.configuration().replication().user()),
                        "Keep the primary's: remove %s and %s on the other node, and give it the primary's card."
                                .formatted(
                                        seen.configuration().replication().passfile(),
                                        seen.configuration().replication().serverPassfile())));
            }
        });
    }
}
