package dev.zstandby.operations;

import java.util.List;

/** Takes decisions apart. */
final class Decisions {
    private Decisions() {}

    /** The steps that bring an interrupted cut-over to its end. */
    static final List<String> FINISHING = List.of(
            "KeepWal",
            "BeginCutOver",
            "StopServer",
            "Swap",
            "MountLive",
            "StartServer",
            "AwaitStreaming",
            "Settle",
            "ReleaseOldHolds");

    static Plan plan(Decision decision) {
        return switch (decision) {
            case Decision.Proceed(var plan) -> plan;
            case Decision.NothingToDo(var reason, var remarks) -> throw new AssertionError("nothing to do: " + reason);
            case Decision.Refused(var findings) -> throw new AssertionError("refused: " + findings);
        };
    }

    static List<Finding> refusal(Decision decision) {
        return switch (decision) {
            case Decision.Refused(var findings) -> findings;
            case Decision.Proceed(var plan) -> throw new AssertionError("planned: " + kinds(plan));
            case Decision.NothingToDo(var reason, var remarks) -> throw new AssertionError("nothing to do: " + reason);
        };
    }

    static List<String> ids(Decision decision) {
        return refusal(decision).stream().map(Finding::id).toList();
    }

    static String nothingToDo(Decision decision) {
        return switch (decision) {
            case Decision.NothingToDo(var reason, var remarks) -> reason;
            case Decision.Proceed(var plan) -> throw new AssertionError("planned: " + kinds(plan));
            case Decision.Refused(var findings) -> throw new AssertionError("refused: " + findings);
        };
    }

    /** The steps by their names. */
    static List<String> kinds(Plan plan) {
        return plan.steps().stream().map(Decisions::kind).toList();
    }

    static String kind(Step step) {
        return step.getClass().getSimpleName();
    }

    /** The only step of its kind. */
    static <T extends Step> T only(Plan plan, Class<T> kind) {
        var found = all(plan, kind);
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " steps of kind " + kind.getSimpleName() + " in " + kinds(plan));
        }
        return found.getFirst();
    }

    static <T extends Step> List<T> all(Plan plan, Class<T> kind) {
        return plan.steps().stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
