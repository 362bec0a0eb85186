package dev.zstandby.lab;

import java.util.List;

/**
 * Where an operation stands when {@code lab/matrix/begin.sh} comes back.
 *
 * @param stopped and not ended
 * @param steps the begin and the end of each so far, with its number
 */
record Standing(boolean stopped, List<String> steps) {
    static Standing parse(String text) {
        var steps = text.lines()
                .map(line -> List.of(line.split("\t", -1)))
                .filter(words -> words.getFirst().matches("step|done"))
                .map(words -> words.get(0) + " " + words.get(1))
                .toList();
        return new Standing(text.startsWith("stopped\n"), steps);
    }

    boolean isAt(Moment moment) {
        return stopped && last().equals(expected(moment));
    }

    private static String expected(Moment moment) {
        return switch (moment.when()) {
            case "before" -> moment.step() == 1 ? "nothing" : "done " + (moment.step() - 1);
            case "during" -> "step " + moment.step();
            case "after" -> "done " + moment.step();
            default -> throw new IllegalArgumentException(moment.toString());
        };
    }

    private String last() {
        return steps.isEmpty() ? "nothing" : steps.getLast();
    }

    @Override
    public String toString() {
        return (stopped ? "stopped after: " : "ended after: ") + last();
    }
}
