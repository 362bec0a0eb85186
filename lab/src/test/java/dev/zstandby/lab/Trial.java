package dev.zstandby.lab;

import static java.util.stream.Collectors.toSet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Runs one scenario again and again, each time from the same state of the machines, and breaks it somewhere else. */
final class Trial {
    private static final Path PROGRAM = Machines.root().resolve("lab/faults/target/faults.jar");
    private static final String PREPARED = "matrix-prepared";
    private static final String STOPPED = "matrix-stopped";

    private final Machines machines;
    private final Scenario scenario;
    private final Breaking breaking;
    private final List<Taken> steps;
    private Optional<Invariants.Pair> before = Optional.empty();
    private Kept kept = Kept.NOTHING;

    /** Carries the scenario out once undisturbed. */
    Trial(Machines machines, Scenario scenario) {
        this.machines = machines;
        this.scenario = scenario;
        this.breaking = new Breaking(machines);
        this.steps = undisturbed();
    }

    /** @param steps what an undisturbed run of the same scenario took */
    Trial(Machines machines, Scenario scenario, List<Taken> steps) {
        this.machines = machines;
        this.scenario = scenario;
        this.breaking = new Breaking(machines);
        this.steps = List.copyOf(steps);
    }

    Scenario scenario() {
        return scenario;
    }

    /** The steps of an undisturbed run. */
    List<Taken> steps() {
        return steps;
    }

    /** A step as it was once carried out. */
    record Taken(int number, String kind, long millis) {
        static Taken parse(String line) {
            var words = List.of(line.split("\t", -1));
            return new Taken(Integer.parseInt(words.get(0)), words.get(1), Long.parseLong(words.get(2)));
        }

        String line() {
            return "%d\t%s\t%d".formatted(number, kind, millis);
        }

        /** The moment in the middle of it. */
        Moment middle() {
            return Moment.during(number, millis / 2);
        }
    }

    /**
     * How a case ended.
     *
     * @param moment when it was broken, or was to be
     * @param aftermath empty when the operation could not be stopped there, or the fault had nothing to strike
     */
    record Ended(Moment moment, Optional<Aftermath> aftermath, List<String> complaints) {
        String story() {
            return aftermath.map(Aftermath::story).orElse("");
        }
    }

    /**
     * What the kept state of stopped machines is.
     *
     * @param actual empty when the operation could not be stopped there
     */
    private record Kept(Moment wanted, Optional<Moment> actual) {
        static final Kept NOTHING = new Kept(Moment.before(0), Optional.empty());
    }

    /** The machines as they are before each run; made by the first who needs them. */
    private Invariants.Pair before() {
        var facts = before.orElseGet(this::prepare);
        before = Optional.of(facts);
        return facts;
    }

    private Invariants.Pair prepare() {
        bring(machines, scenario.from());
        scenario.prepare(machines);
        machines.runFileOnBoth("lab/matrix/foreign.sh").forEach(Result::succeeded);
        var facts = breaking.facts();
        machines.lab("save", PREPARED);
        return facts;
    }

    private List<Taken> undisturbed() {
        before();
        breaking.begin(scenario, "never");
        var run = breaking.end(scenario.node());
        if (!run.status().equals("0")) {
            throw new AssertionError("an undisturbed run ends well: " + run);
        }
        var taken = taken(run.trace());
        var missing = new ArrayList<>(scenario.kinds());
        missing.removeAll(taken.stream().map(Taken::kind).collect(toSet()));
        if (!missing.isEmpty()) {
            throw new AssertionError("the plan of %s has no step %s:%n%s".formatted(scenario, missing, run.trace()));
        }
        return taken;
    }

    private static List<Taken> taken(String trace) {
        var steps = new HashMap<Integer, Taken>();
        trace.lines().map(line -> List.of(line.split("\t", -1))).forEach(words -> {
            switch (words.getFirst()) {
                case "step" -> {
                    int number = Integer.parseInt(words.get(1));
                    steps.put(number, new Taken(number, words.get(3), 0));
                }
                case "done" ->
                    steps.computeIfPresent(
                            Integer.parseInt(words.get(1)),
                            (number, step) -> new Taken(number, step.kind(), Long.parseLong(words.get(2))));
                default -> {
                    // What is noted, and what PostgreSQL or ZFS says.
                }
            }
        });
        return steps.values().stream()
                .sorted(Comparator.comparingInt(Taken::number))
                .toList();
    }

    static void bring(Machines machines, String state) {
        Pair.bring(state);
        copyProgram(machines);
    }

    /** The one that can stop. */
    static void copyProgram(Machines machines) {
        for (Node node : Node.values()) {
            machines.lab("copy", PROGRAM.toString(), node + ":/root/");
        }
    }

    /** Brings the machines to the moment and breaks something there. */
    Ended breaks(Moment moment, Fault fault) {
        var facts = before();
        var actual = bringTo(moment);
        if (actual.isEmpty()) {
            return new Ended(moment, Optional.empty(), List.of("not reached: " + moment));
        }
        if (!fault.hasTarget(machines, scenario.node())) {
            return new Ended(actual.get(), Optional.empty(), missingTarget(fault));
        }
        var aftermath = breaking.strike(scenario, fault, moment.step() == steps.size());
        var verdict = new Verdict(scenario, fault, mustHeal(moment, fault), facts, aftermath);
        return new Ended(actual.get(), Optional.of(aftermath), verdict.complaints());
    }

    /** There need not be a server; what works with the peer has its gate until the end. */
    private List<String> missingTarget(Fault fault) {
        return fault == Fault.GATE_KILLED && !scenario.isLocal() ? List.of("the peer runs no gate") : List.of();
    }

    private Optional<Moment> bringTo(Moment wanted) {
        if (kept.wanted().equals(wanted)) {
            kept.actual().ifPresent(_ -> machines.lab("restore", STOPPED));
            return kept.actual();
        }
        var actual = wanted.attempts().stream().filter(this::stopsAt).findFirst();
        // Before and after a step only one fault strikes.
        if (wanted.isDuring()) {
            actual.ifPresent(_ -> machines.lab("save", STOPPED));
            kept = new Kept(wanted, actual);
        }
        return actual;
    }

    private boolean stopsAt(Moment moment) {
        machines.lab("restore", PREPARED);
        var standing = breaking.begin(scenario, moment.toString());
        if (!standing.isAt(moment)) {
            System.out.printf("%s: %s%n", moment, standing);
        }
        return standing.isAt(moment);
    }

    /** What passes by itself is tried again until something is stopped; what needs no peer does not even notice. */
    private boolean mustHeal(Moment moment, Fault fault) {
        return fault.passes()
                && (scenario.isLocal()
                        || steps.stream()
                                .limit(moment.step())
                                .noneMatch(step -> step.kind().equals("StopServer")));
    }
}
