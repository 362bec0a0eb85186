package dev.zstandby.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.operations.Operations.Consent.Answer;
import dev.zstandby.operations.Proposal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In a test there is no terminal, as in a script. */
class ConsentOptionsTest {
    private final ConsentOptions options = new ConsentOptions();
    private RecordingConsole console = new RecordingConsole("");

    private Answer consent(Proposal plan) {
        return options.on(console, false).to(plan);
    }

    private Failure refusal(Proposal plan) {
        var failure = catchThrowableOfType(Failure.class, () -> consent(plan));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED);
        return failure;
    }

    @Test
    void aDryRunOnlyShowsAndAsksNothing() {
        options.agreement.dryRun = true;
        assertThat(consent(Plans.grave())).isEqualTo(Answer.ONLY_SHOW);
        assertThat(console.questions).isEmpty();
    }

    @Test
    void aDryRunWinsOverEveryConsent() {
        options.agreement.dryRun = true;
        options.agreement.yes = true;
        options.confirm = Optional.of("beta");
        assertThat(consent(Plans.grave())).isEqualTo(Answer.ONLY_SHOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "Y", "yes"})
    void agreeingCarriesOut(String answer) {
        console = new RecordingConsole(answer);
        assertThat(consent(Plans.ordinary())).isEqualTo(Answer.CARRY_OUT);
        assertThat(console.questions).containsExactly("Carry this out? [y/N]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n", "no", "maybe", "beta"})
    void anythingElseDoesNot(String answer) {
        console = new RecordingConsole(answer);
        assertThat(refusal(Plans.ordinary()).sentence())
                .isEqualTo("Nothing was changed, since the plan was not agreed to.");
    }

    @Test
    void yesAnswersTheOrdinaryQuestion() {
        options.agreement.yes = true;
        assertThat(consent(Plans.ordinary())).isEqualTo(Answer.CARRY_OUT);
        assertThat(console.questions).isEmpty();
    }

    @Test
    void yesIsNoConfirmation() {
        options.agreement.yes = true;
        var failure = refusal(Plans.grave());
        assertThat(failure.remedy()).isEqualTo("If that is what you want, add: --confirm beta");
        assertThat(failure.evidence()).contains("beta: running as a primary, 4 clients");
        assertThat(console.questions).isEmpty();
    }

    @Test
    void theRightNameConfirms() {
        options.confirm = Optional.of("beta");
        assertThat(consent(Plans.grave())).isEqualTo(Answer.CARRY_OUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpha", "", "Beta", "beta ", "y"})
    void theWrongNameDoesNot(String name) {
        options.confirm = Optional.of(name);
        options.agreement.yes = true;
        refusal(Plans.grave());
    }

    @ParameterizedTest
    @ValueSource(strings = {"alpha", "", "Beta", "beta ", "y"})
    void aNameThatIsNotThisNodesIsRefusedWhateverThePlanNeeds(String name) {
        options.confirm = Optional.of(name);
        options.agreement.yes = true;
        var failure = catchThrowableOfType(Failure.class, () -> options.mustBeFor(new NodeName("beta")));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.REFUSED);
        assertThat(failure.sentence()).contains("--confirm " + name, "beta");
        assertThat(failure.remedy()).contains("--confirm beta");
    }

    @Test
    void thisNodesNameAnswersTheOrdinaryQuestionToo() {
        options.confirm = Optional.of("beta");
        options.mustBeFor(new NodeName("beta"));
        assertThat(consent(Plans.ordinary())).isEqualTo(Answer.CARRY_OUT);
        assertThat(console.questions).isEmpty();
    }

    @Test
    void withoutAConfirmationThereIsNoNameToBeWrong() {
        options.agreement.yes = true;
        options.mustBeFor(new NodeName("beta"));
        assertThat(consent(Plans.ordinary())).isEqualTo(Answer.CARRY_OUT);
    }

    @Test
    void aPlanIsShownBeforeItIsAgreedTo() {
        options.agreement.yes = true;
        consent(Plans.ordinary());
        assertThat(console.results).isEqualTo(PlanText.lines(Plans.ordinary()));
    }

    @Test
    void aPlanDoesNotSpoilAJsonDocument() {
        options.agreement.yes = true;
        options.on(console, true).to(Plans.ordinary());
        assertThat(console.results).isEmpty();
    }
}
