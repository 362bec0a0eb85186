package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.host.Background;
import dev.zstandby.postgres.Server;
import dev.zstandby.postgres.Silence;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Starts this node's server and waits until it answers: for as long as it gets on, however long that takes. */
final class Starting {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration BETWEEN_SIGNS = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** Without any sign of progress for this long it is not going to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Machine machine;
    private final Ledger ledger;

    Starting(Machine machine, Ledger ledger) {
        this.machine = machine;
        this.ledger = ledger;
    }

    /**
     * Starts it and waits.
     *
     * @param asItWas whether it is enough that it runs and lets in whom it let in before, be that nobody
     */
    void run(boolean asItWas) {
        var starting = Background.start(machine.service()::start);
        var patience = new Patience(PATIENCE);
        var untilSigns = new Patience(BETWEEN_SIGNS);
        var signs = List.<String>of();
        var silence = silence();
        while (silence.isPresent()) {
            var kind = Silence.of(silence.get());
            if (kind.serves() && asItWas) {
                break;
            }
            if (kind.serves()) {
                throw cannotBeAsked(silence.get());
            }
            if (starting.isDone()
                    && (starting.isCompletedExceptionally()
                            || !machine.service().isActive())) {
                throw didNotStart(starting);
            }
            if (untilSigns.isOver()) {
                untilSigns.renew();
                var now = machine.files().startupSigns();
                if (!now.equals(signs)) {
                    patience.renew();
                    signs = now;
                }
            }
            if (patience.isOver()) {
                throw noAnswer(silence.get());
            }
            Pause.of(BETWEEN_LOOKS);
            silence = silence();
        }
        ledger.answersAgain();
    }

    /** Why the server does not answer; nothing when it does. */
    private Optional<Failure> silence() {
        try (var server = Server.connect(machine.ownEndpoint(), ANSWER)) {
            server.inRecovery();
            return Optional.empty();
        } catch (Failure notYet) {
            return Optional.of(notYet);
        }
    }

    private Failure cannotBeAsked(Failure why) {
        return Failure.failed("PostgreSQL of %s runs, but zstandby cannot log in to see whether it streams. %s"
                        .formatted(machine.configuration().node(), why.sentence()))
                .withEvidence(why.evidence())
                .withRemedy("%s Then run the command again.".formatted(why.remedy()));
    }

    private Failure noAnswer(Failure why) {
        return Complaint.of(
                machine,
                "PostgreSQL of %s was started, but does not answer and shows no progress: %s"
                        .formatted(machine.configuration().node(), why.sentence()));
    }

    private Failure didNotStart(CompletableFuture<Void> starting) {
        var failure = Complaint.of(
                machine,
                "PostgreSQL of %s did not start."
                        .formatted(machine.configuration().node()));
        try {
            starting.join();
        } catch (CompletionException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }
}
