package dev.zstandby.lab;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether what came after a fault is as it must be. Pure functions.
 *
 * @param mustHeal whether the run that was broken promises to come through
 */
record Verdict(Scenario scenario, Fault fault, boolean mustHeal, Invariants.Pair before, Aftermath aftermath) {
    /** Of an operation that stopped at the moment at which it was to be broken. */
    List<String> complaints() {
        var ends = ends().contains(aftermath.last())
                ? Stream.<String>empty()
                : Stream.of(
                        "the command is to end with %s when it is run again: %s".formatted(ends(), aftermath.last()));
        return Stream.of(
                        aftermath.first().complaints(fault, mustHeal),
                        always(),
                        ends,
                        scenario.effect(before, aftermath))
                .flatMap(complaints -> complaints)
                .toList();
    }

    /** Of one among many, which may have ended before, or had nothing to do. */
    List<String> complaintsOfRound() {
        var ends = aftermath.last().matches("0|4|5")
                ? Stream.<String>empty()
                : Stream.of("the command ends in success or says what a person must decide: " + aftermath.last());
        return Stream.concat(always(), ends).toList();
    }

    private Stream<String> always() {
        return Stream.of(
                        new Invariants(scenario, fault, before, aftermath.after(), aftermath.served())
                                .violated().stream(),
                        aftermath.again().stream().flatMap(Verdict::words),
                        serving())
                .flatMap(complaints -> complaints);
    }

    /** Also of a run while the fault lasted: it comes through, or says what is wrong and what to do. */
    private static Stream<String> words(Result run) {
        return switch (run.status()) {
            case 0, 4 -> Stream.empty();
            case 1, 3, 5 ->
                saysWhatToDo(run.errors())
                        ? Stream.empty()
                        : Stream.of("a run after the fault does not say what is wrong and what to do");
            default -> Stream.of("a run after the fault ended with " + run.status());
        };
    }

    /** A sentence on the line of the error; evidence on indented ones; and the remedy after it. */
    static boolean saysWhatToDo(String text) {
        return text.lines()
                .dropWhile(line -> !line.matches("error: .*\\S.*"))
                .skip(1)
                .anyMatch(line -> !line.isBlank() && !line.startsWith(" "));
    }

    private Set<String> ends() {
        return scenario.ends(aftermath.first());
    }

    private Stream<String> serving() {
        return mayNeed().contains(aftermath.served())
                ? Stream.empty()
                : Stream.of("the standby serves after it by itself: " + aftermath.served());
    }

    private Set<String> mayNeed() {
        boolean isExpected = ends().contains(aftermath.last());
        return switch (aftermath.last()) {
            // A command that refuses leaves the server as the fault did.
            case "5" -> isExpected ? Scenario.STARTED : Scenario.ANY_HELP;
            // It says that the standby streams.
            case "4" -> isExpected || scenario.tidies() ? scenario.mayNeed(aftermath) : Scenario.ANY_HELP;
            default -> isExpected ? scenario.mayNeed(aftermath) : Scenario.ANY_HELP;
        };
    }
}
