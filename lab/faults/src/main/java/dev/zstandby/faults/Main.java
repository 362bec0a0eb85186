package dev.zstandby.faults;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.config.Configuration;
import dev.zstandby.config.ConfigurationFile;
import dev.zstandby.host.Commands;
import dev.zstandby.operations.LeftNodes;
import dev.zstandby.operations.Machine;
import dev.zstandby.operations.Operations;
import dev.zstandby.operations.Operations.Consent.Answer;
import dev.zstandby.operations.Outcome;
import dev.zstandby.operations.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs one operation and stops it at a moment: {@code Main CONFIG LIMIT MOMENT OPERATION [WORD…]}, where LIMIT is the most seconds that
 * a program may take; or prints the kinds of steps there are: {@code Main kinds}. Ends as {@code zstandby} does.
 */
public final class Main {
    private static final List<Duration> WAITS = List.of(Duration.ofSeconds(2), Duration.ofSeconds(4));

    private Main() {}

    /** Exits with a status of {@link ExitCode}. */
    public static void main(String[] arguments) {
        var words = List.of(arguments);
        System.exit(words.equals(List.of("kinds")) ? kinds() : run(words).status());
    }

    private static int kinds() {
        Stream.of(Step.class.getPermittedSubclasses()).map(Class::getSimpleName).forEach(Stopping::tell);
        return 0;
    }

    private static ExitCode run(List<String> words) {
        var file = Path.of(words.getFirst());
        var configuration = ConfigurationFile.read(file);
        var limit = Duration.ofSeconds(Long.parseLong(words.get(1)));
        var machine = Machine.of(configuration, file, new Commands(_ -> {}, limit));
        var operations =
                new Operations(machine, new Stopping(Moment.parse(words.get(2))), _ -> Answer.CARRY_OUT, WAITS);
        try {
            return switch (outcome(operations, configuration, words.subList(3, words.size()))) {
                case Outcome.Done _, Outcome.Shown _ -> ExitCode.DONE;
                case Outcome.NothingToDo _ -> ExitCode.NOTHING_TO_DO;
            };
        } catch (Failure failure) {
            // As zstandby itself says it.
            Stopping.tell("error: " + failure.sentence());
            failure.evidence().forEach(line -> Stopping.tell("  " + line));
            Stopping.tell(failure.remedy());
            return failure.exitCode();
        }
    }

    private static Outcome outcome(Operations operations, Configuration configuration, List<String> words) {
        var peer = configuration.peers().values().iterator().next();
        return switch (words.getFirst()) {
            case "seed" -> operations.seed(peer, false);
            case "sync" -> operations.sync(peer);
            case "reset" -> operations.reset(peer, words.contains("--refresh"));
            case "undo" -> operations.undo(Optional.empty());
            case "snapshot" -> operations.snapshot();
            case "prune" ->
                operations.prune(
                        new LeftNodes(values(words, "--drop-slot="), values(words, "--drop-holds=")), Set.of());
            default ->
                throw Failure.usage("There is no operation \"%s\" here.".formatted(words.getFirst()))
                        .withRemedy("Take one of seed, sync, reset, undo, snapshot, prune.");
        };
    }

    private static List<String> values(List<String> words, String option) {
        return words.stream()
                .filter(word -> word.startsWith(option))
                .map(word -> word.substring(option.length()))
                .toList();
    }
}
