package dev.zstandby.owner;

import static java.util.Objects.requireNonNull;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import io.avaje.jsonb.Json;
import java.util.List;

/** What the process of the server's owner answers. */
@Json(typeProperty = "answer")
@Json.SubType(type = OwnerAnswer.Done.class, name = "done")
@Json.SubType(type = OwnerAnswer.Truth.class, name = "truth")
@Json.SubType(type = OwnerAnswer.Lines.class, name = "lines")
@Json.SubType(type = OwnerAnswer.Refusal.class, name = "refusal")
public sealed interface OwnerAnswer {
    record Done() implements OwnerAnswer {}

    record Truth(boolean holds) implements OwnerAnswer {}

    record Lines(List<String> lines) implements OwnerAnswer {
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    /** It was not done. */
    record Refusal(ExitCode code, String sentence, List<String> evidence, String remedy) implements OwnerAnswer {
        public Refusal {
            requireNonNull(code);
            requireNonNull(sentence);
            evidence = List.copyOf(evidence);
            requireNonNull(remedy);
        }

        static Refusal of(Failure failure) {
            return new Refusal(failure.exitCode(), failure.sentence(), failure.evidence(), failure.remedy());
        }

        Failure asFailure() {
            return Failure.relayed(code, sentence).withEvidence(evidence).withRemedy(remedy);
        }
    }
}
