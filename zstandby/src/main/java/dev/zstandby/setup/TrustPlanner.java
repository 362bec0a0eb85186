package dev.zstandby.setup;

import static dev.zstandby.setup.SetupPlanner.ACCOUNT;

import dev.zstandby.host.TextLines.Where;
import dev.zstandby.peer.Admission;
import dev.zstandby.peer.Card;
import dev.zstandby.peer.SshTarget;
import java.nio.file.Path;
import java.util.List;

/** Decides what is missing for this node to trust the peer whose card it was given. Pure functions. */
final class TrustPlanner {
    private static final String READABLE = "rw-r--r--";

    private final SetupSight seen;
    private final Card trusted;
    private final Changes changes;

    private TrustPlanner(SetupSight seen, Card trusted, Changes changes) {
        this.seen = seen;
        this.trusted = trusted;
        this.changes = changes;
    }

    static void plan(SetupSight seen, Card trusted, Changes changes) {
        new TrustPlanner(seen, trusted, changes).trust();
    }

    private void trust() {
        var peer = seen.peers().stream()
                .filter(candidate -> candidate.peer().name().equals(trusted.node()))
                .findFirst()
                .orElseThrow();
        admit(peer);
        pin(peer);
    }

    private void admit(PeerSight peer) {
        var file = SetupPlanner.authorizedKeys(seen.account());
        replaceKeys(file, Admission.outdated(seen.admitted(), trusted.node(), trusted.key()));
        if (!Admission.isIn(seen.admitted(), trusted.node(), trusted.key())) {
            var lines = List.of(Admission.line(trusted.node(), trusted.key(), peer.addresses()));
            changes.add(
                    "lets %s's key in, to the gate and nothing else".formatted(trusted.node()),
                    changes.inItsDirectory(file, List.of(new Act.AddLines(file, ACCOUNT, READABLE, Where.LAST, lines))),
                    List.of(new Act.RemoveLines(file, ACCOUNT, lines)));
        }
    }

    private void pin(PeerSight peer) {
        var wanted = trusted.hostKeys().stream().map(peer.target()::pin).toList();
        replaceKeys(SshTarget.PINS, peer.target().outdated(seen.pins(), wanted));
        var missing =
                wanted.stream().filter(line -> !seen.pins().contains(line)).toList();
        if (!missing.isEmpty()) {
            changes.add(
                    "pins the host keys of %s".formatted(trusted.node()),
                    List.of(new Act.AddLines(SshTarget.PINS, "root", READABLE, Where.LAST, missing)),
                    List.of(new Act.RemoveLines(SshTarget.PINS, "root", missing)));
        }
    }

    private void replaceKeys(Path file, List<String> outdated) {
        if (!outdated.isEmpty()) {
            changes.add(
                    "drops the keys that %s had before".formatted(trusted.node()),
                    List.of(new Act.RemoveLines(file, ACCOUNT, outdated)),
                    List.of(new Act.AddLines(file, ACCOUNT, READABLE, Where.LAST, outdated)));
        }
    }
}
