package dev.zstandby.operations;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import java.util.ArrayList;
import java.util.List;

/** What a planner decided. */
sealed interface Decision {
    /** Carry this out. */
    record Proceed(Plan plan) implements Decision {}

    /** Everything is as the command would make it. */
    record NothingToDo(String reason) implements Decision {}

    /** Something is in the way; every blocking finding is in it. */
    record Refused(List<Finding> findings) implements Decision {
        public Refused {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("refused without a reason");
            }
        }

        /** One failure that carries them all; the gravest decides the exit code. */
        Failure asFailure() {
            var first = findings.stream()
                    .filter(finding -> finding.grade() == Finding.Grade.REFUSAL)
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

        ExitCode exitCode() {
            return asFailure().exitCode();
        }
    }
}
