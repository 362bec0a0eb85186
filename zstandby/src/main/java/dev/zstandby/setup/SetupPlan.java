package dev.zstandby.setup;

import dev.zstandby.operations.Proposal;
import java.util.List;
import java.util.Optional;

/**
 * What is going to be changed.
 *
 * @param notes what a person should know or do besides
 * @param password what passfiles and role get
 * @param passwordIsNew whether it was made for this plan
 */
public record SetupPlan(
        String summary, List<Change> changes, List<String> notes, Optional<Password> password, boolean passwordIsNew) {
    public SetupPlan {
        changes = List.copyOf(changes);
        notes = List.copyOf(notes);
    }

    /** For the user to agree to. */
    public Proposal proposal() {
        return new Proposal(
                summary, List.of(), changes.stream().map(Change::describe).toList(), Optional.empty());
    }
}
