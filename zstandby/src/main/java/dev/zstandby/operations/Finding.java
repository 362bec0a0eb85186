package dev.zstandby.operations;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that was looked at.
 *
 * @param id short and stable, for scripts
 * @param sentence what was seen
 * @param remedy what mends it, usually a command; empty when nothing needs mending
 */
public record Finding(Grade grade, String id, String sentence, List<String> evidence, String remedy) {
    /** How much it matters. */
    public enum Grade {
        OK,
        /** Works, but somebody should know. */
        WARNING,
        /** Seed and reset would fail. */
        ERROR,
        /** Seed and reset would be unsafe. */
        REFUSAL
    }

    public Finding {
        evidence = List.copyOf(evidence);
    }

    public static Finding ok(String id, String sentence) {
        return new Finding(Grade.OK, id, sentence, List.of(), "");
    }

    public static Finding warning(String id, String sentence, String remedy) {
        return new Finding(Grade.WARNING, id, sentence, List.of(), remedy);
    }

    public static Finding error(String id, String sentence, String remedy) {
        return new Finding(Grade.ERROR, id, sentence, List.of(), remedy);
    }

    public static Finding refusal(String id, String sentence, String remedy) {
        return new Finding(Grade.REFUSAL, id, sentence, List.of(), remedy);
    }

    /** What a failed attempt to look says. */
    static Finding of(String id, Failure failure) {
        var grade = failure.exitCode() == ExitCode.REFUSED ? Grade.REFUSAL : Grade.ERROR;
        return new Finding(grade, id, failure.sentence(), failure.evidence(), failure.remedy());
    }

    /** The same, where seed and reset work in spite of it. */
    Finding asWarning() {
        return new Finding(Grade.WARNING, id, sentence, evidence, remedy);
    }

    /** The same for a command that would make it worse. */
    Finding asRefusal() {
        return new Finding(Grade.REFUSAL, id, sentence, evidence, remedy);
    }

    public Finding withEvidence(List<String> lines) {
        return new Finding(grade, id, sentence, lines, remedy);
    }

    public boolean isBlocking() {
        return grade == Grade.ERROR || grade == Grade.REFUSAL;
    }

    /** For a command that cannot go on because of it. */
    void orThrow() {
        throw asFailure();
    }

    /** The failure that this finding is, for a command that cannot go on because of it. */
    Failure asFailure() {
        var failure = grade == Grade.REFUSAL ? Failure.refused(sentence) : Failure.environment(sentence);
        return failure.withEvidence(evidence).withRemedy(remedy);
    }

    /** One failure that carries them all, of which there is one at least; the gravest decides the exit code. */
    public static Failure asFailure(List<Finding> findings) {
        var first = findings.stream()
                .filter(finding -> finding.grade() == Grade.REFUSAL)
                .findFirst()
                .orElse(findings.getFirst());
        if (findings.size() == 1) {
            return first.asFailure();
        }
        var evidence = new ArrayList<String>(first.evidence());
        for (Finding other : findings) {
            if (!other.equals(first)) {
                evidence.add("also: " + other.sentence());
                evidence.addAll(other.evidence());
                if (!other.remedy().isEmpty()) {
                    evidence.add("  " + other.remedy());
                }
            }
        }
        return first.asFailure().withEvidence(evidence);
    }
}
