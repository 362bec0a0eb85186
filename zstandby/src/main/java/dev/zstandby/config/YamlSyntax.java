package dev.zstandby.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** Says in a user's words why a text is not YAML. */
final class YamlSyntax {
    /** What the library says (snakeyaml-engine 3.2, ScannerImpl and ParserImpl), and what that means to the user. */
    private static final List<Explanation> EXPLANATIONS = List.of(
            new Explanation(
                    "mapping values are not allowed here",
                    false,
                    "a second key or \": \" is not allowed here.",
                    "Give each key a line of its own, indent it like its neighbours, and quote a value that holds \": \"."),
            new Explanation(
                    "could not find expected ':'",
                    true,
                    "this is neither a key nor a value.",
                    "Write a key, a colon and a space before the value."),
            new Explanation(
                    "expected <block end>",
                    false,
                    "this does not continue what stands above it.",
                    "Indent the keys of one section by the same number of spaces, and close quotes at a value's end only."),
            new Explanation(
                    "that cannot start any token",
                    false,
                    "a value cannot begin with this character.",
                    "Put the value in double quotes."),
            new Explanation(
                    "found unknown escape character",
                    false,
                    "YAML does not know this escape.",
                    "Write two backslashes for one, or use single quotes."),
            new Explanation(
                    "found unexpected end of stream",
                    true,
                    "the quote that opens here is never closed.",
                    "Close it at the end of the value."),
            new Explanation(
                    "expected ',' or",
                    true,
                    "the bracket that opens here is not closed.",
                    "Close it after its last item."));

    private YamlSyntax() {}

    private record Explanation(String theirs, boolean atItsBeginning, String sentence, String remedy) {}

    static Optional<Position> position(Optional<Mark> mark) {
        return mark.map(it -> new Position(it.getLine() + 1, it.getColumn() + 1));
    }

    /** Adds a mistake for each line that holds a character no YAML may hold; the library would give no line. */
    static boolean findsUnreadable(SourceText source, Mistakes mistakes) {
        for (int line = 1; line <= source.lines().size(); line++) {
            String text = source.lines().get(line - 1);
            int[] points = text.codePoints().toArray();
            int number = line;
            IntStream.range(0, points.length)
                    .filter(index -> !StreamReader.isPrintable(points[index]))
                    .findFirst()
                    .ifPresent(index -> mistakes.add(
                            new Position(number, index + 1),
                            "the character U+%04X cannot stand in YAML.".formatted(points[index]),
                            "Remove it, or write it as an escape in double quotes."));
        }
        return !mistakes.isEmpty();
    }

    static void explain(YamlEngineException notYaml, SourceText source, Mistakes mistakes) {
        if (notYaml instanceof MarkedYamlEngineException marked) {
            explainMarked(marked, source, mistakes);
        } else {
            mistakes.add(
                    Position.START,
                    "this is not YAML 1.2.",
                    "Remove the line that begins with \"%\", if there is one.");
        }
    }

    private static void explainMarked(MarkedYamlEngineException marked, SourceText source, Mistakes mistakes) {
        Position problem = position(marked.getProblemMark()).orElse(Position.START);
        if (isIndentedByTab(source.lineAt(problem))) {
            explainTabs(source, mistakes);
            return;
        }
        String theirs = String.valueOf(marked.getProblem());
        EXPLANATIONS.stream()
                .filter(known -> theirs.contains(known.theirs))
                .findFirst()
                .ifPresentOrElse(
                        known -> mistakes.add(
                                known.atItsBeginning
                                        ? position(marked.getContextMark()).orElse(problem)
                                        : problem,
                                known.sentence,
                                known.remedy),
                        () -> mistakes.add(
                                problem,
                                "this is not YAML: " + oneLine(theirs) + ".",
                                "If it is a value, put it in quotes."));
    }

    private static void explainTabs(SourceText source, Mistakes mistakes) {
        for (int line = 1; line <= source.lines().size(); line++) {
            String text = source.lines().get(line - 1);
            if (isIndentedByTab(text)) {
                mistakes.add(
                        new Position(line, text.indexOf('\t') + 1),
                        "a tab stands in the indentation.",
                        "YAML is indented by spaces; replace the tab.");
            }
        }
    }

    private static boolean isIndentedByTab(String line) {
        int tab = line.indexOf('\t');
        return tab >= 0 && line.substring(0, tab).isBlank() && !line.isBlank();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
