package dev.zstandby.operations;

import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration;
import dev.zstandby.postgres.Silence;
import dev.zstandby.postgres.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the live tree can be unmounted once its server has stopped, and what is started then can be seen. Pure functions. */
final class CutOverChecks {
    private static final int MOST_SHOWN = 8;

    private CutOverChecks() {}

    /** For commands that must not meddle with one that was interrupted. */
    static Optional<Finding> notUnderWay(LocalNode local) {
        return local.cutOverUnderWay()
                .map(begun -> Finding.refusal(
                        "cut-over-under-way",
                        "Cut-over %s of %s was interrupted and must be finished first.".formatted(begun, local.name()),
                        local.undoUnderWay() ? "zstandby undo" : "zstandby reset"));
    }

    /** For a cut-over to a new tree. */
    static List<Finding> check(LocalNode local) {
        return Stream.of(
                        inUse(local.name(), local.users()),
                        copied(local.name(), local.server()),
                        hidden(local),
                        lockedOut(local),
                        unreachable(local))
                .flatMap(Optional::stream)
                .toList();
    }

    /** A standby that answers nobody could stream or not: nobody would know. */
    private static Optional<Finding> hidden(LocalNode local) {
        boolean hidden = switch (local.server()) {
            case LocalServer.Running(var state) -> !state.isOn("hot_standby");
            case LocalServer.Silent(var why, var kind, var control) -> kind == Silence.HIDDEN;
            case LocalServer.Stopped stopped -> false;
            case LocalServer.Absent absent -> false;
        };
        return hidden
                ? Optional.of(Finding.error(
                        "hot-standby",
                        "hot_standby is off on %s: a standby there answers nobody, so nobody could see whether it streams."
                                .formatted(local.name()),
                        "Set hot_standby = on in its configuration and restart it."))
                : Optional.empty();
    }

    /** What keeps zstandby out now would keep it out afterwards, too, and then whether it streams could not be seen. */
    private static Optional<Finding> lockedOut(LocalNode local) {
        return local.server() instanceof LocalServer.Silent(var why, var kind, var control)
                        && kind == Silence.LOCKED_OUT
                ? Optional.of(Finding.of("local-login", why))
                : Optional.empty();
    }

    /** It would be just as unreachable afterwards. */
    private static Optional<Finding> unreachable(LocalNode local) {
        return local.server() instanceof LocalServer.Silent(var why, var kind, var control)
                        && kind == Silence.UNREACHABLE
                ? Optional.of(Finding.error(
                                "local-unreachable",
                                "The service of PostgreSQL runs on %s, but nothing answers there: %s"
                                        .formatted(local.name(), why.sentence()),
                                "Correct postgres.host and postgres.port in the configuration; if the server hangs, stop"
                                        + " its service.")
                        .withEvidence(why.evidence()))
                : Optional.empty();
    }

    /** A standby that was promoted since the plan was made may have writes that nobody agreed to retire. */
    static Optional<Finding> becamePrimary(NodeName node, LocalServer server) {
        return server.mayBePrimary()
                ? Optional.of(Finding.refusal(
                        "became-primary",
                        "%s has become a primary, or may have, since the plan was made; it was not stopped."
                                .formatted(node),
                        "Run the command again: it shows what there is and asks for the node's name."))
                : Optional.empty();
    }

    /** Two primaries that are made standbys of each other at the same time would leave none. */
    static Optional<Finding> copied(NodeName node, LocalServer server) {
        return server instanceof LocalServer.Running(var state) && !state.inRecovery()
                ? state.slots().stream()
                        .map(Slot::name)
                        .filter(Configuration::isGuard)
                        .findFirst()
                        .map(guard -> Finding.refusal(
                                        "standby-being-made",
                                        "Another node is just becoming a standby of %s, so its server is not stopped."
                                                .formatted(node),
                                        "Decide which of the two is to stay the primary; wait for the other's command to end, or end it,"
                                                + " before this one is made a standby.")
                                .withEvidence(List.of("slot " + guard)))
                : Optional.empty();
    }

    /** Found before the server is stopped, since afterwards it would be down for nothing. */
    static Optional<Finding> inUse(NodeName node, List<String> users) {
        if (users.isEmpty()) {
            return Optional.empty();
        }
        var lines = new ArrayList<>(users.subList(0, Math.min(users.size(), MOST_SHOWN)));
        if (users.size() > MOST_SHOWN) {
            lines.add("and %d more".formatted(users.size() - MOST_SHOWN));
        }
        return Optional.of(Finding.error(
                        "tree-in-use",
                        "Other processes than the server use files of the live tree of %s, so it could not be unmounted."
                                .formatted(node),
                        "Leave the directory or end these processes, then run the command again.")
                .withEvidence(lines));
    }
}
