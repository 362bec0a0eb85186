package dev.zstandby.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zstandby.Bytes;
import dev.zstandby.Failure;
import dev.zstandby.operations.Operations.Consent.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private final Failure lost = Failure.environment("alpha cannot be reached.")
            .withRemedy("ssh alpha")
            .asPassing();
    private final Failure full = Failure.environment("The pool is full.").withRemedy("Free space.");
    private static final Outcome DONE = new Outcome.NothingToDo("done", List.of());

    private final List<String> notes = new ArrayList<>();
    private final List<Proposal> asked = new ArrayList<>();
    private final Retries retries = new Retries(
            plan -> {
                asked.add(plan);
                return Answer.CARRY_OUT;
            },
            new Notes(notes),
            List.of(Duration.ZERO, Duration.ZERO));
    private int attempts;

    private record Notes(List<String> sentences) implements Progress {
        @Override
        public void begin(int number, int total, String what) {}

        @Override
        public void transferred(Bytes sofar, Bytes expected) {}

        @Override
        public void end() {}

        @Override
        public void note(String sentence) {
            sentences.add(sentence);
        }
    }

    private static Proposal plan(Optional<Plan.Confirmation> confirmation) {
        return new Proposal("Reset beta.", List.of(), List.of("stop"), confirmation);
    }

    private static Optional<Plan.Confirmation> confirmation(String sentence) {
        return Optional.of(new Plan.Confirmation("beta", sentence, List.of()));
    }

    private Outcome failing(int times, Failure failure, Optional<Plan.Confirmation> confirmation) {
        return retries.run(() -> {
            retries.to(plan(confirmation));
            if (attempts++ < times) {
                throw failure;
            }
            return DONE;
        });
    }

    @Test
    void whatMayPassIsTriedAgainAndTheUserIsAskedOnce() {
        assertThat(failing(2, lost, Optional.empty())).isEqualTo(DONE);

        assertThat(attempts).isEqualTo(3);
        assertThat(asked).hasSize(1);
        assertThat(notes).contains("alpha cannot be reached. Trying again in 0 s (1 of 2).", "Reset beta.");
    }

    @Test
    void onlySoManyTimes() {
        assertThatThrownBy(() -> failing(9, lost, Optional.empty())).isEqualTo(lost);

        assertThat(attempts).isEqualTo(3);
    }

    @Test
    void whatDoesNotPassByItselfIsNot() {
        assertThatThrownBy(() -> failing(1, full, Optional.empty())).isEqualTo(full);
        assertThat(lost.withEvidence(List.of("255")).isPassing()).isTrue();
        assertThat(lost.asLasting().isPassing()).isFalse();

        assertThat(attempts).isEqualTo(1);
    }

    @Test
    void norWhatFailsBeforeAnybodyAgreed() {
        assertThatThrownBy(() -> retries.run(() -> {
                    attempts++;
                    throw lost;
                }))
                .isEqualTo(lost);

        assertThat(attempts).isEqualTo(1);
    }

    /** The standby may have been promoted while the link was down. */
    @Test
    void aPlanThatWantsMoreThanWasAgreedToIsAskedAbout() {
        var first = plan(confirmation("beta runs and is to be stopped."));
        retries.to(first);
        retries.to(first);
        assertThat(asked).hasSize(1);

        retries.to(plan(confirmation("beta runs as a primary.")));
        assertThat(asked).hasSize(2);
    }
}
