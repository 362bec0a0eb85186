package dev.zstandby.operations;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import java.util.List;

/** What a planner decided. */
sealed interface Decision {
    /** Carry this out. */
    record Proceed(Plan plan) implements Decision {}

    /**
     * Everything is as the command would make it.
     *
     * @param remarks what a person should know all the same
     */
    record NothingToDo(String reason, List<String> remarks) implements Decision {
        public NothingToDo {
            remarks = List.copyOf(remarks);
        }

        NothingToDo(String reason) {
            this(reason, List.of());
        }
    }

    /** Something is in the way; every blocking finding is in it. */
    record Refused(List<Finding> findings) implements Decision {
        public Refused {
            findings = List.copyOf(findings);
            if (findings.isEmpty()) {
                throw new IllegalArgumentException("refused without a reason");
            }
        }

        Failure asFailure() {
            return Finding.asFailure(findings);
        }

        ExitCode exitCode() {
            return asFailure().exitCode();
        }
    }
}
