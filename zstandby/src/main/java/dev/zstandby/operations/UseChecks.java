package dev.zstandby.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the live tree can be unmounted once its server has stopped. Pure functions. */
final class UseChecks {
    private static final int MOST_SHOWN = 8;

    private UseChecks() {}

    static List<Finding> check(LocalNode local) {
        return inUse(local.users()).stream().toList();
    }

    /** Found before the server is stopped, since afterwards it would be down for nothing. */
    static Optional<Finding> inUse(List<String> users) {
        if (users.isEmpty()) {
            return Optional.empty();
        }
        var lines = new ArrayList<>(users.subList(0, Math.min(users.size(), MOST_SHOWN)));
        if (users.size() > MOST_SHOWN) {
            lines.add("and %d more".formatted(users.size() - MOST_SHOWN));
        }
        return Optional.of(Finding.error(
                        "tree-in-use",
                        "Other processes than the server use files of the live tree, so it could not be unmounted.",
                        "Leave the directory or end these processes, then run the command again.")
                .withEvidence(lines));
    }
}
