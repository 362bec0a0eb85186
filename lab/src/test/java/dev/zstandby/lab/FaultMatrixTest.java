package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Every step of every command that changes something, broken in every way: afterwards the command is run again, and what must hold
 * holds. The steps come from the plans as they are carried out once undisturbed. All of it runs by {@code ./test --matrix}, a sample
 * by {@code ./test}.
 */
@StartsFrom("seeded")
class FaultMatrixTest {
    private static final int SAMPLE = 2;

    private static final String SHARD = System.getProperty("matrix.shard", "0/1");

    private final Machines machines;

    FaultMatrixTest(Machines machines) {
        this.machines = machines;
    }

    @Tag("matrix")
    @TestFactory
    Stream<DynamicNode> everyStepIsBrokenInEveryWay() {
        var shard = Shard.parse(SHARD);
        var results = new MatrixResults("matrix", SHARD.replace('/', '-'));
        return Arrays.stream(Scenario.values())
                .filter(scenario -> isWanted("matrix.scenarios", scenario.word()))
                .map(scenario -> DynamicContainer.dynamicContainer(
                        scenario.name(), Stream.of(scenario).flatMap(chosen -> cases(chosen, shard, results))));
    }

    private static boolean isWanted(String property, String word) {
        var wanted = System.getProperty(property, "");
        return wanted.isEmpty() || List.of(wanted.split(",", -1)).contains(word);
    }

    private Stream<DynamicNode> cases(Scenario scenario, Shard shard, MatrixResults results) {
        var trial = results.steps(scenario)
                .map(steps -> new Trial(machines, scenario, steps))
                .orElseGet(() -> undisturbed(scenario, results));
        return casesOf(trial).stream()
                .filter(found -> isWanted("matrix.kinds", found.step().kind()))
                .filter(found ->
                        shard.takes(scenario.name().hashCode() + found.step().number()))
                .filter(found -> isWanted("matrix.faults", found.fault().word()))
                .filter(found -> !results.has(scenario, found.step(), found.moment(), found.fault()))
                .map(found -> found.test(trial, results));
    }

    private Trial undisturbed(Scenario scenario, MatrixResults results) {
        var trial = new Trial(machines, scenario);
        results.keep(trial);
        return trial;
    }

    private static List<Trial.Taken> covered(Trial trial) {
        return trial.steps().stream()
                .filter(step -> trial.scenario().covers(step.kind()))
                .toList();
    }

    private static List<Case> casesOf(Trial trial) {
        var steps = covered(trial);
        return steps.stream()
                .flatMap(step -> cases(
                        step,
                        trial.scenario().faults(),
                        steps.stream().noneMatch(other -> other.number() == step.number() + 1)))
                .toList();
    }

    /** @param alsoAfter for where the next step is not broken: else after this one is before that one */
    private static Stream<Case> cases(Trial.Taken step, Set<Fault> faults, boolean alsoAfter) {
        var cases = new ArrayList<Case>();
        cases.add(new Case(step, Moment.before(step.number()), Fault.KILLED));
        faults.forEach(fault -> cases.add(new Case(step, step.middle(), fault)));
        if (alsoAfter) {
            cases.add(new Case(step, Moment.after(step.number()), Fault.KILLED));
        }
        return cases.stream();
    }

    /** What is broken when. */
    private record Case(Trial.Taken step, Moment moment, Fault fault) {
        DynamicNode test(Trial trial, MatrixResults results) {
            return DynamicTest.dynamicTest(
                    "%d %s: %s (%s)".formatted(step.number(), step.kind(), fault, moment), () -> {
                        var ended = trial.breaks(moment, fault);
                        results.add(trial.scenario(), step, fault, ended);
                        assertThat(ended.complaints()).as(ended.story()).isEmpty();
                    });
        }
    }

    /** One scenario in a few ways, another each time; the seed that is printed brings the same again ({@code -Dmatrix.seed}). */
    @TestFactory
    Stream<DynamicNode> aSample() {
        var random = new Random(Seed.of("matrix.seed"));
        var scenario = anyOf(random, List.of(Scenario.values()));
        var trial = new Trial(machines, scenario);
        var results = new MatrixResults("matrix-sample", "sample");
        var all = casesOf(trial);
        return IntStream.range(0, SAMPLE).mapToObj(_ -> anyOf(random, all).test(trial, results));
    }

    private static <T> T anyOf(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** A part of the matrix, so that several labs can work on it. */
    private record Shard(int number, int of) {
        static Shard parse(String text) {
            var parts = List.of(text.split("/", -1));
            return new Shard(Integer.parseInt(parts.get(0)), Integer.parseInt(parts.get(1)));
        }

        boolean takes(int index) {
            return Math.floorMod(index, of) == number;
        }
    }
}
