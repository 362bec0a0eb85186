package dev.zstandby.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanTextTest {
    @Test
    void saysWhatWhyAndHow() {
        assertThat(PlanText.lines(Plans.ordinary()))
                .containsExactly(
                        "Reset beta to be a standby of alpha.",
                        "  because: data: newest common snapshot tank/pg@zstandby-20261101T000002Z-000002 (GUID 7)",
                        "   1. make the primary keep WAL from now on (slot zstandby_beta)",
                        "   2. hold what was received");
    }

    @Test
    void saysWhatMustBeConfirmedAndWhatIsSeen() {
        assertThat(PlanText.lines(Plans.grave()))
                .endsWith(
                        "  needs the confirmation: beta runs as a primary of its own.",
                        "    beta: running as a primary, 4 clients",
                        "    alpha: running as a primary, 9 clients");
    }
}
