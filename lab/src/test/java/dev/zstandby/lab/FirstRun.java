package dev.zstandby.lab;

import java.util.stream.Stream;

/**
 * How the run that was broken ended by itself.
 *
 * @param status its exit status; {@code none} when it did not end
 * @param trace what it printed
 */
record FirstRun(String status, String trace) {
    private static final String KILLED = Integer.toString(128 + 9);

    /** The power of its own node went off when it had printed this. */
    static FirstRun lost(String trace) {
        return new FirstRun("killed", trace);
    }

    static FirstRun parse(String text) {
        var lines = text.lines().toList();
        var status = lines.isEmpty() ? "none" : lines.getFirst();
        return new FirstRun(
                status.equals(KILLED) ? "killed" : status,
                String.join("\n", lines.subList(Math.min(1, lines.size()), lines.size())));
    }

    boolean isDone() {
        return status.equals("0");
    }

    /** Whether a step of this kind may have been begun. */
    boolean mayHaveBegun(String kind) {
        return trace.lines().anyMatch(line -> isStep(line, kind));
    }

    private static boolean isStep(String line, String kinds) {
        return line.matches("step\t\\d+\t\\d+\t(%s)\t.*".formatted(kinds));
    }

    /** From the stop on, and where another one's start is only waited for, a person is to look before anything is tried again. */
    private Stream<String> triedTooLate() {
        return trace.lines()
                .dropWhile(line -> !isStep(line, "StopServer|AwaitStreaming"))
                .filter(line -> line.contains("Trying again"))
                .map("tried again after the stop: "::concat);
    }

    /** @param mustHeal whether it promises to come through what was broken */
    Stream<String> complaints(Fault fault, boolean mustHeal) {
        if (fault.endsTheRun() != status.equals("killed")) {
            return Stream.of("the broken run: " + status);
        }
        return Stream.concat(triedTooLate(), ending(mustHeal));
    }

    private Stream<String> ending(boolean mustHeal) {
        return switch (status) {
            case "killed", "0" -> Stream.empty();
            case "1", "3", "4", "5" ->
                Stream.of(
                                mustHeal ? "the broken run was to come through and ended with " + status : "",
                                status.equals("4") || Verdict.saysWhatToDo(trace)
                                        ? ""
                                        : "the broken run does not say what is wrong and what to do")
                        .filter(complaint -> !complaint.isEmpty());
            default -> Stream.of("the broken run ended with " + status);
        };
    }
}
