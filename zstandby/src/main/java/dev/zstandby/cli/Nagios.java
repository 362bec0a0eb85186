package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.operations.Finding;
import dev.zstandby.operations.Finding.Grade;
import java.util.List;
import java.util.function.Supplier;

/**
 * Findings for monitoring, as Nagios and its like want them of a plugin (Nagios Plugin API): one line with the state, the others
 * below it, and the state as the exit status.
 */
enum Nagios {
    OK(0),
    WARNING(1),
    CRITICAL(2),
    UNKNOWN(3);

    private final int status;

    Nagios(int status) {
        this.status = status;
    }

    /** Prints what is found, also when looking fails, and returns the exit status. */
    static int tell(Console console, Supplier<List<Finding>> look) {
        try {
            var findings = look.get();
            var state = of(findings);
            console.result(headline(state, findings));
            findings.stream()
                    .filter(finding -> finding.grade() != Grade.OK)
                    .forEach(finding -> console.result(
                            clean(finding.id() + ": " + finding.sentence() + " -> " + finding.remedy())));
            return state.status;
        } catch (Failure failure) {
            var state = failure.exitCode() == ExitCode.USAGE ? UNKNOWN : CRITICAL;
            console.result(clean("ZSTANDBY %s - %s".formatted(state, failure.sentence())));
            failure.evidence().forEach(line -> console.result(clean(line)));
            return state.status;
        }
    }

    static Nagios of(List<Finding> findings) {
        if (findings.stream().anyMatch(Finding::isBlocking)) {
            return CRITICAL;
        }
        return findings.stream().anyMatch(finding -> finding.grade() == Grade.WARNING) ? WARNING : OK;
    }

    private static String headline(Nagios state, List<Finding> findings) {
        var worst = findings.stream()
                .filter(state == CRITICAL ? Finding::isBlocking : finding -> finding.grade() == Grade.WARNING)
                .toList();
        var text = worst.isEmpty()
                ? "%d checks".formatted(findings.size())
                : worst.getFirst().sentence() + (worst.size() > 1 ? " (and %d more)".formatted(worst.size() - 1) : "");
        return clean("ZSTANDBY %s - %s".formatted(state, text));
    }

    /** A bar would begin what monitoring takes for figures. */
    private static String clean(String line) {
        return line.replace('|', '/');
    }
}
