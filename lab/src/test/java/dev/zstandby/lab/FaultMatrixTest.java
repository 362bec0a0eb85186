package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
    private static final Path RESULTS = Machines.root().resolve("target/matrix");

    private static final int SAMPLE = 2;

    /** The others come in once they have been run through. */
    private static final List<Scenario> SAMPLED = List.of(Scenario.RESET, Scenario.ASIDE);

    private static final String SHARD = System.getProperty("matrix.shard", "0/1");

    private final Machines machines;

    FaultMatrixTest(Machines machines) {
        this.machines = machines;
    }

    @Tag("matrix")
    @TestFactory
    Stream<DynamicNode> everyStepIsBrokenInEveryWay() {
        var shard = Shard.parse(SHARD);
        return Arrays.stream(Scenario.values())
                .filter(scenario -> isWanted("matrix.scenarios", scenario.word()))
                .map(scenario -> DynamicContainer.dynamicContainer(
                        scenario.name(), Stream.of(scenario).flatMap(chosen -> cases(chosen, shard))));
    }

    private static boolean isWanted(String property, String word) {
        var wanted = System.getProperty(property, "");
        return wanted.isEmpty() || List.of(wanted.split(",", -1)).contains(word);
    }

    private Stream<DynamicNode> cases(Scenario scenario, Shard shard) {
        var trial = new Trial(machines, scenario);
        var steps = trial.steps().stream()
                .filter(step -> scenario.covers(step.kind()))
                .toList();
        return steps.stream()
                .filter(step -> isWanted("matrix.kinds", step.kind()))
                .filter(step -> shard.takes(scenario.name().hashCode() + step.number()))
                .flatMap(step -> cases(trial, step, step.equals(steps.getLast())));
    }

    private static Stream<DynamicNode> cases(Trial trial, Trial.Taken step, boolean isLast) {
        var cases = new ArrayList<DynamicNode>();
        if (isWanted("matrix.faults", Fault.KILLED.word())) {
            cases.add(test(trial, step, Moment.before(step.number()), Fault.KILLED));
        }
        Arrays.stream(Fault.values())
                .filter(fault -> isWanted("matrix.faults", fault.word()))
                .forEach(fault -> cases.add(test(trial, step, step.middle(), fault)));
        if (isLast && isWanted("matrix.faults", Fault.KILLED.word())) {
            cases.add(test(trial, step, Moment.after(step.number()), Fault.KILLED));
        }
        return cases.stream();
    }

    private static DynamicNode test(Trial trial, Trial.Taken step, Moment moment, Fault fault) {
        return DynamicTest.dynamicTest("%d %s: %s (%s)".formatted(step.number(), step.kind(), fault, moment), () -> {
            var ended = trial.breaks(moment, fault);
            note(line(trial.scenario(), step, fault, ended));
            tell(trial.scenario(), fault, ended);
            assertThat(ended.complaints()).as(ended.story()).isEmpty();
        });
    }

    /** As {@code lab/matrix/report} reads it. */
    private static String line(Scenario scenario, Trial.Taken step, Fault fault, Trial.Ended ended) {
        var aftermath = ended.aftermath();
        return String.join(
                "\t",
                scenario.word(),
                Integer.toString(step.number()),
                step.kind(),
                ended.moment().toString(),
                fault.toString(),
                aftermath.map(after -> after.first().status()).orElse("-"),
                aftermath.map(after -> String.join(" ", after.again())).orElse("-"),
                aftermath.map(Aftermath::served).orElse("-"),
                ended.complaints().isEmpty() ? "holds" : String.join(" | ", ended.complaints()));
    }

    private static void note(String line) {
        write(SHARD.replace('/', '-') + ".tsv", line + "\n", StandardOpenOption.APPEND);
    }

    /** What was printed in a case, also where all is well: to be read when one wonders about an exit status. */
    private static void tell(Scenario scenario, Fault fault, Trial.Ended ended) {
        var name = "%s-%s-%s.txt".formatted(scenario.word(), ended.moment(), fault.word());
        write(name.replace(':', '-'), ended.story(), StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static void write(String name, String text, StandardOpenOption how) {
        try {
            Files.createDirectories(RESULTS);
            Files.writeString(RESULTS.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One scenario in a few ways, another each time; the seed that is printed brings the same again ({@code -Dmatrix.seed}). */
    @TestFactory
    Stream<DynamicNode> aSample() {
        var random = new Random(Seed.of("matrix.seed"));
        var scenario = anyOf(random, SAMPLED);
        var trial = new Trial(machines, scenario);
        var steps = trial.steps().stream()
                .filter(step -> scenario.covers(step.kind()))
                .toList();
        return IntStream.range(0, SAMPLE).mapToObj(_ -> {
            var step = anyOf(random, steps);
            return test(trial, step, step.middle(), anyOf(random, List.of(Fault.values())));
        });
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
