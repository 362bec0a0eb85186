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
        return Stream.concat(new Invariants(scenario, fault, before, aftermath.after()).violated().stream(), serving());
    }

    private Set<String> ends() {
        return scenario.ends(aftermath.first());
    }

    private Stream<String> serving() {
        var allowed = ends().contains(aftermath.last()) ? scenario.mayNeed() : Scenario.ANY_HELP;
        return allowed.contains(aftermath.served())
                ? Stream.empty()
                : Stream.of("the standby serves after it by itself: " + aftermath.served());
    }
}
