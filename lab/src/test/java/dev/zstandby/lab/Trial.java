package dev.zstandby.lab;

import java.nio.file.Path;
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
    private Optional<Invariants.Pair> before = Optional.empty();
    private String stoppedAt = "";

    Trial(Machines machines, Scenario scenario) {
        this.machines = machines;
        this.scenario = scenario;
        this.breaking = new Breaking(machines);
    }

    Scenario scenario() {
        return scenario;
    }

    /** A step as it was once carried out. */
    record Taken(int number, String kind, long millis) {
        /** The moment in the middle of it. */
        String middle() {
            return "during:%d:%d".formatted(number, millis / 2);
        }
    }

    /** The steps of an undisturbed run. */
    List<Taken> steps() {
        prepare();
        breaking.begin(scenario, "never");
        var run = breaking.end(scenario);
        if (!run.output().startsWith("0\n")) {
            throw new AssertionError("an undisturbed run ends well: " + run.text());
        }
        return taken(run.output());
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

    private void prepare() {
        bring(machines, scenario.from());
        scenario.prepare(machines);
        for (Node node : Node.values()) {
            machines.runFile(node, "lab/matrix/foreign.sh").succeeded();
        }
        before = Optional.of(breaking.facts());
        machines.lab("save", PREPARED);
    }

    /** Brings the machines to the moment and breaks something there. */
    Breaking.Ended breaks(String moment, Fault fault) {
        if (moment.equals(stoppedAt)) {
            machines.lab("restore", STOPPED);
        } else {
            machines.lab("restore", PREPARED);
            breaking.begin(scenario, moment);
            if (fault != Fault.KILLED) {
                machines.lab("save", STOPPED);
                stoppedAt = moment;
            }
        }
        return breaking.strike(scenario, fault, before.orElseThrow());
    }
}
