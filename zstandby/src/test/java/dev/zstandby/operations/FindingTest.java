package dev.zstandby.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Failure;
import dev.zstandby.operations.Finding.Grade;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindingTest {
    private final Failure failure = Failure.environment("beta does not let role zstandby log in.")
            .withEvidence(List.of("FATAL: no"))
            .withRemedy("CREATE ROLE zstandby");

    @Test
    void aFailedAttemptKeepsWhatItSaid() {
        assertThat(Finding.of("stream-from-peer", failure))
                .isEqualTo(new Finding(
                        Grade.ERROR, "stream-from-peer", failure.sentence(), failure.evidence(), failure.remedy()));
        assertThat(Finding.of("stream-from-peer", Failure.refused("No.").withRemedy("Do not."))
                        .grade())
                .isEqualTo(Grade.REFUSAL);
    }

    @Test
    void asAWarningItSaysTheSameAndBlocksNothing() {
        var warning = Finding.of("stream-to-peer", failure).asWarning();
        assertThat(warning.isBlocking()).isFalse();
        assertThat(warning)
                .isEqualTo(new Finding(
                        Grade.WARNING, "stream-to-peer", failure.sentence(), failure.evidence(), failure.remedy()));
    }

    @ParameterizedTest
    @EnumSource
    void onlyErrorsAndRefusalsBlock(Grade grade) {
        assertThat(new Finding(grade, "id", "It is so.", List.of(), "").isBlocking())
                .isEqualTo(grade == Grade.ERROR || grade == Grade.REFUSAL);
    }
}
