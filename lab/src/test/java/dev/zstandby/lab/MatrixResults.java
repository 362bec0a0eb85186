package dev.zstandby.lab;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the fault matrix has found so far, below {@code target}. It takes hours, so one that was broken off goes on with the cases
 * that are not there yet, also when the tree has changed since: each line says of which version it is. A case whose line is taken
 * out is run again.
 */
final class MatrixResults {
    /** Of the tree that is run. */
    private static final String VERSION =
            new Machines().onHost("lab/version").succeeded().line();

    private final Path directory;
    private final String file;
    private final Set<String> there = new TreeSet<>();

    /**
     * @param directory below {@code target}
     * @param name of this part of the matrix
     */
    MatrixResults(String directory, String name) {
        this.directory = Machines.root().resolve("target").resolve(directory);
        this.file = name + ".tsv";
        try (var files = Files.newDirectoryStream(Files.createDirectories(this.directory), "*.tsv")) {
            for (var results : files) {
                Files.readAllLines(results).stream()
                        .map(line -> List.of(line.split("\t", -1)))
                        .map(words -> key(words.get(0), words.get(1), words.get(2), words.get(3), words.get(4)))
                        .forEach(there::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String scenario, String step, String kind, String moment, String fault) {
        return String.join("\t", scenario, step, kind, moment.replaceFirst(":.*", ""), fault);
    }

    boolean has(Scenario scenario, Trial.Taken step, Moment moment, Fault fault) {
        return there.contains(key(
                scenario.word(), Integer.toString(step.number()), step.kind(), moment.toString(), fault.toString()));
    }

    /** The steps of the scenario as they were kept; empty when they were not, or by another version. */
    Optional<List<Trial.Taken>> steps(Scenario scenario) {
        var kept = steps(scenario.word());
        if (!Files.exists(kept)) {
            return Optional.empty();
        }
        try {
            var lines = Files.readAllLines(kept);
            return lines.getFirst().equals(VERSION)
                    ? Optional.of(lines.stream().skip(1).map(Trial.Taken::parse).toList())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code lab/matrix/report} reads them, too, and which of them are to be broken. */
    void keep(Trial trial) {
        var scenario = trial.scenario();
        var steps = trial.steps().stream()
                .map(step -> step.line()
                        + (scenario.covers(step.kind()) ? "\tcovered\t" + faults(scenario) : "\tpassed over"));
        write(
                steps(scenario.word()),
                Stream.concat(Stream.of(VERSION), steps)
                        .map(line -> line + "\n")
                        .collect(joining()),
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static String faults(Scenario scenario) {
        return scenario.faults().stream().map(Fault::toString).collect(joining(","));
    }

    private Path steps(String scenario) {
        return directory.resolve(scenario + ".steps");
    }

    /** A line as {@code lab/matrix/report} reads it; and what was printed, to be read when one wonders about an exit status. */
    void add(Scenario scenario, Trial.Taken step, Fault fault, Trial.Ended ended) {
        var aftermath = ended.aftermath();
        var line = String.join(
                "\t",
                scenario.word(),
                Integer.toString(step.number()),
                step.kind(),
                ended.moment().toString(),
                fault.toString(),
                aftermath.map(after -> after.first().status()).orElse("-"),
                aftermath
                        .map(after -> after.again().stream()
                                .map(run -> Integer.toString(run.status()))
                                .collect(joining(" ")))
                        .orElse("-"),
                aftermath.map(Aftermath::served).orElse("-"),
                verdict(ended),
                VERSION);
        write(directory.resolve(file), line + "\n", StandardOpenOption.APPEND);
        var story = "%s-%s-%s.txt".formatted(scenario.word(), ended.moment(), fault.word());
        write(directory.resolve(story.replace(':', '-')), ended.story(), StandardOpenOption.TRUNCATE_EXISTING);
    }

    private static String verdict(Trial.Ended ended) {
        if (!ended.complaints().isEmpty()) {
            return String.join(" | ", ended.complaints());
        }
        return ended.aftermath().isPresent() ? "holds" : "nothing to strike";
    }

    private static void write(Path path, String text, StandardOpenOption how) {
        try {
            Files.writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
