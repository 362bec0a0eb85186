package dev.zstandby.cli;

import dev.zstandby.operations.Plan;
import dev.zstandby.operations.Proposal;
import dev.zstandby.operations.Step;
import java.util.List;
import java.util.Optional;

/** Plans to show and to agree to. */
final class Plans {
    private Plans() {}

    static Proposal ordinary() {
        return new Plan(
                        "Reset beta to be a standby of alpha.",
                        List.of("data: newest common snapshot tank/pg@zstandby-20261101T000002Z-000002 (GUID 7)"),
                        List.of(
                                new Step.KeepWal("zstandby_beta", Step.KeepWal.IfFailed.DROP_IF_MADE),
                                new Step.HoldCommon()),
                        Optional.empty())
                .proposal();
    }

    /** One that stops what may be a primary. */
    static Proposal grave() {
        var ordinary = ordinary();
        return new Proposal(
                ordinary.summary(),
                ordinary.reasons(),
                ordinary.steps(),
                Optional.of(new Plan.Confirmation(
                        "beta",
                        "beta runs as a primary of its own.",
                        List.of("beta: running as a primary, 4 clients", "alpha: running as a primary, 9 clients"))));
    }
}
