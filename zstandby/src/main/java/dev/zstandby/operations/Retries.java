package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.operations.Operations.Consent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tries an operation again, from a new look at both nodes, after failures that may pass by themselves ({@link Failure#isPassing}):
 * a lost connection, a stream that broke off or got stuck. Only once the user has agreed to a plan: what does not work from the
 * start is said at once. A later plan is not asked about again unless it wants a confirmation that the first did not.
 */
final class Retries implements Consent {
    private final Consent consent;
    private final Progress progress;
    private final List<Duration> waits;
    private Optional<Proposal> agreed = Optional.empty();

    /** @param waits how long to wait before each attempt after the first */
    Retries(Consent consent, Progress progress, List<Duration> waits) {
        this.consent = consent;
        this.progress = progress;
        this.waits = List.copyOf(waits);
    }

    Outcome run(Supplier<Outcome> attempt) {
        for (int failed = 0; ; failed++) {
            try {
                return attempt.get();
            } catch (Failure failure) {
                if (!failure.isPassing() || agreed.isEmpty() || failed == waits.size()) {
                    throw failure;
                }
                progress.note("%s Trying again in %d s (%d of %d)."
                        .formatted(failure.sentence(), waits.get(failed).toSeconds(), failed + 1, waits.size()));
                Pause.of(waits.get(failed));
            }
        }
    }

    @Override
    public Answer to(Proposal plan) {
        if (agreed.filter(first -> asksNoMore(first, plan)).isPresent()) {
            progress.note(plan.summary());
            return Answer.CARRY_OUT;
        }
        var answer = consent.to(plan);
        if (answer == Answer.CARRY_OUT) {
            agreed = Optional.of(plan);
        }
        return answer;
    }

    private static boolean asksNoMore(Proposal first, Proposal next) {
        return next.confirmation()
                .map(wanted -> first.confirmation()
                        .filter(given -> given.node().equals(wanted.node())
                                && given.sentence().equals(wanted.sentence()))
                        .isPresent())
                .orElse(true);
    }

    @Override
    public boolean onlyShows() {
        return consent.onlyShows();
    }
}
