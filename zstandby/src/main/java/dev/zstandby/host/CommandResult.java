package dev.zstandby.host;

import dev.zstandby.Failure;
import java.util.List;

/** What a finished program left: its exit status and what it printed (capped, see {@link Commands}). */
public record CommandResult(Command command, int status, String output, String errors) {
    public boolean succeeded() {
        return status == 0;
    }

    /** The lines of standard output, without a trailing empty one. */
    public List<String> lines() {
        return output.lines().toList();
    }

    /** This result when the program succeeded; otherwise a {@link #failure}. */
    public CommandResult orFail(String sentence, String remedy) {
        if (!succeeded()) {
            throw failure(sentence, remedy);
        }
        return this;
    }

    /** A failure with the command, its status and its last lines as evidence. */
    public Failure failure(String sentence, String remedy) {
        var evidence = new java.util.ArrayList<String>();
        evidence.add("command: " + command);
        evidence.add("exit status: " + status);
        var said = (errors.isBlank() ? output : errors).lines().toList();
        evidence.addAll(said.subList(Math.max(0, said.size() - 10), said.size()));
        return Failure.failed(sentence).withEvidence(evidence).withRemedy(remedy);
    }
}
