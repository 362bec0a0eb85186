package dev.zstandby.setup;

import dev.zstandby.Failure;
import dev.zstandby.config.Configuration;
import dev.zstandby.host.Commands;
import dev.zstandby.host.Lock;
import dev.zstandby.host.Platform;
import dev.zstandby.host.Privilege;
import dev.zstandby.peer.Card;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes this node able to work with its peers. As root. */
public final class Setup {
    private static final Path LOCK = Platform.here().runtimeDirectory().resolve("setup.lock");
    private static final int PASSWORD_BYTES = 32;

    private final Configuration configuration;
    private final Path file;
    private final Commands commands;
    private final UndoLog log = new UndoLog(UndoLog.FILE, "root");

    /** @param file of the configuration */
    public Setup(Configuration configuration, Path file, Commands commands) {
        if (!Privilege.isRoot()) {
            throw Failure.environment("setup changes the system, and only root may do that.")
                    .withRemedy("Run the command as root.");
        }
        this.configuration = configuration;
        this.file = file.toAbsolutePath().normalize();
        this.commands = commands;
    }

    /** Keeps other runs of setup away until it is closed. */
    public Lock lock() {
        return Lock.take(LOCK, "zstandby setup");
    }

    /** What is missing here, and to trust the peer whose card this is. Fails with all that is in the way. */
    public SetupPlan plan(Optional<Card> card) {
        return SetupPlanner.plan(new SetupObserver(configuration, file, commands).look(), card, newPassword());
    }

    /** How everything that setup has changed here is taken back, newest first. */
    public SetupPlan undoPlan() {
        var seen = new SetupObserver(configuration, file, commands).look();
        return SetupUndoPlanner.plan(
                configuration.node(),
                log.changes(),
                seen.server(),
                seen.datasets(),
                configuration.datasets().data());
    }

    /** Makes one of the plan's changes, noted so that it can be taken back. */
    public void carryOut(SetupPlan plan, Change change) {
        log.add(change);
        acts(plan).carryOut(change);
    }

    /** Carries out one change of an undo plan. */
    public void takeBack(SetupPlan plan, Change change) {
        acts(plan).carryOut(change);
        log.changes().stream()
                .filter(noted -> noted.what().equals(change.what()))
                .reduce((_, newest) -> newest)
                .ifPresent(log::remove);
    }

    private Acts acts(SetupPlan plan) {
        return new Acts(configuration, commands, plan.password());
    }

    /** What a peer needs to trust this node. */
    public Card card() {
        var seen = new SetupObserver(configuration, file, commands).look();
        var key = seen.identities().entrySet().stream()
                .min(Map.Entry.comparingByKey())
                .orElseThrow(() -> Failure.environment("This node has no key yet to ask its peers with.")
                        .withRemedy("Run zstandby setup first, with peers.NAME.ssh-identity in the configuration."))
                .getValue();
        if (seen.password().filter(password -> !Card.isUsable(password.value())).isPresent()) {
            throw Failure.environment(
                            "The role's password has signs that a card cannot carry, or not 8 to 200 of them.")
                    .withRemedy(
                            "Give the role another one of letters, digits and _.~+/=!@%^,- and write it into the passfiles.");
        }
        return new Card(
                configuration.node(),
                key,
                SetupObserver.hostKeys(),
                seen.password().map(Password::value));
    }

    private static Password newPassword() {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new Password(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The plan as a shell script for people who want to run it by hand. */
    public List<String> script(SetupPlan plan) {
        return new SetupScript(configuration).lines(plan);
    }
}
