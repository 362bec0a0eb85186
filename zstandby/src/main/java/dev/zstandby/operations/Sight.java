package dev.zstandby.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is seen on both nodes, for somebody who has to confirm something. */
final class Sight {
    private Sight() {}

    /** A running server that is not known to be a standby is reset only when its node's name is given. */
    static Optional<Plan.Confirmation> confirmationFor(Observation seen) {
        var local = seen.local();
        if (!local.server().mayBePrimary()) {
            return Optional.empty();
        }
        var sight = new ArrayList<>(local(local));
        var primary = seen.primary();
        sight.add("%s: running as a primary, timeline %s, position %s, %d clients"
                .formatted(seen.peer().node(), primary.timeline(), primary.position(), primary.clients()));
        return Optional.of(new Plan.Confirmation(
                local.name().value(),
                "%s runs as a primary of its own. It will be stopped and made a standby of %s; its present state is kept as a retired tree."
                        .formatted(local.name(), seen.peer().node()),
                sight));
    }

    static List<String> local(LocalNode local) {
        return List.of(
                switch (local.server()) {
                    case LocalServer.Running(var state) ->
                        "%s: running as a %s, timeline %s, position %s, %d clients"
                                .formatted(
                                        local.name(),
                                        state.inRecovery() ? "standby" : "primary",
                                        state.timeline(),
                                        state.position(),
                                        state.clients());
                    case LocalServer.Silent(var why, var kind, var control) ->
                        "%s: running, but it does not answer (%s)".formatted(local.name(), why.sentence());
                    case LocalServer.Stopped stopped -> "%s: stopped".formatted(local.name());
                    case LocalServer.Absent absent -> "%s: no data directory".formatted(local.name());
                });
    }
}
