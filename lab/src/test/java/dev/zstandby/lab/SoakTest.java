package dev.zstandby.lab;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Random operations and faults in a row, on a pair that is never reset in between; what must hold is looked at after each. */
@Tag("soak")
@StartsFrom("seeded")
class SoakTest {
    /** So that it is the same soak each time. */
    private static final long SEED = 20_140_926;

    private static final int ROUNDS = Integer.getInteger("soak.rounds", 60);
    private static final List<Scenario> OPERATIONS =
            List.of(Scenario.RESET, Scenario.RESET, Scenario.SYNC, Scenario.UNDO, Scenario.PRUNE, Scenario.SNAPSHOT);

    private static final List<Fault> FAULTS = List.copyOf(Scenario.RESET.faults());

    /** About as many steps as each has: at a moment past the last of them the fault strikes a pair at rest. */
    private static final Map<Scenario, Integer> STEPS =
            Map.of(Scenario.RESET, 15, Scenario.SYNC, 5, Scenario.UNDO, 7, Scenario.PRUNE, 2, Scenario.SNAPSHOT, 1);

    private final Machines machines;
    private int struckAtWork;

    SoakTest(Machines machines) {
        this.machines = machines;
    }

    @TestFactory
    Stream<DynamicTest> randomOperationsAndFaultsInARow() {
        var random = new Random(Seed.of("soak.seed", SEED));
        var breaking = new Breaking(machines);
        Trial.bring(machines, "seeded");
        Scenario.keepLittle(machines);
        machines.runFileOnBoth("lab/matrix/foreign.sh").forEach(Result::succeeded);
        var rounds = IntStream.rangeClosed(1, ROUNDS).mapToObj(round -> {
            var operation = OPERATIONS.get(random.nextInt(OPERATIONS.size()));
            var fault = FAULTS.get(random.nextInt(FAULTS.size()));
            var moment = "during:%d:%d"
                    .formatted(1 + random.nextInt(requireNonNull(STEPS.get(operation))), random.nextInt(2000));
            int megabytes = 1 + random.nextInt(80);
            return DynamicTest.dynamicTest(
                    "%d. %d MB change; %s; %s at %s".formatted(round, megabytes, operation.word(), fault, moment),
                    () -> round(breaking, operation, fault, moment, megabytes));
        });
        return Stream.concat(
                rounds,
                Stream.of(DynamicTest.dynamicTest(
                        "most faults struck an operation at work",
                        () -> assertThat(struckAtWork).isGreaterThan(ROUNDS * 2 / 3))));
    }

    private void round(Breaking breaking, Scenario operation, Fault fault, String moment, int megabytes) {
        Scenario.fill(machines, megabytes);
        machines.run(Node.ALPHA, "cd /; runuser -u postgres -- pgbench -n -t 100 bench")
                .succeeded();
        var before = breaking.facts();
        var standing = breaking.begin(operation, moment);
        // Where it ended before that moment came, the fault strikes a pair at rest.
        var aftermath = breaking.strike(operation, fault, false);
        System.out.printf("%s at %s broken by: %s; ended with %s%n", operation.word(), moment, fault, aftermath.last());
        var complaints = new ArrayList<>(new Verdict(operation, fault, false, before, aftermath).complaintsOfRound());
        if (standing.stopped()) {
            struckAtWork++;
            complaints.addAll(aftermath.first().complaints(fault, false).toList());
        }
        assertThat(complaints).as(aftermath.story()).isEmpty();
    }
}
