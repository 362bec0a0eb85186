package dev.zstandby.operations;

import dev.zstandby.NodeName;
import dev.zstandby.host.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Whether the user zstandby can run commands on a node whose configuration says that it may. Pure functions. */
final class RunByChecks {
    private static final String SETUP = "As root: zstandby setup";

    private RunByChecks() {}

    static List<Finding> check(NodeName node, OperatorState state) {
        var findings = new ArrayList<Finding>();
        if (!state.denied().isEmpty()) {
            findings.add(Finding.error(
                            "operator-sudo",
                            "On %s, sudo does not let user %s run all that it needs."
                                    .formatted(node, OperatorRights.ACCOUNT),
                            SETUP)
                    .withEvidence(state.denied().stream().map(Command::toString).toList()));
        }
        new TreeMap<>(state.missing())
                .forEach((parent, permissions) -> findings.add(Finding.error(
                        "operator-delegation",
                        "User %s of %s lacks ZFS permissions on %s.".formatted(OperatorRights.ACCOUNT, node, parent),
                        "As root: zfs allow %s %s %s"
                                .formatted(OperatorRights.ACCOUNT, String.join(",", permissions), parent))));
        state.ground()
                .loose()
                .keySet()
                .forEach(parent -> findings.add(Finding.error(
                        "operator-tight",
                        "What user %s of %s receives below %s could have rights of its own."
                                .formatted(OperatorRights.ACCOUNT, node, parent),
                        "As root: zfs set %s %s"
                                .formatted(String.join(" ", state.ground().tightening(parent)), parent))));
        if (!state.ground().exceptions().isEmpty()) {
            findings.add(Finding.error(
                    "operator-tight",
                    "What user %s of %s receives into the live datasets could have rights of its own."
                            .formatted(OperatorRights.ACCOUNT, node),
                    "As root: " + String.join("; ", state.ground().exceptions())));
        }
        if (!state.hasRuntime()) {
            findings.add(Finding.error(
                    "operator-runtime",
                    "The files below /run that user %s of %s needs are not there."
                            .formatted(OperatorRights.ACCOUNT, node),
                    SETUP));
        }
        return findings.isEmpty()
                ? List.of(Finding.ok(
                        "operator", "User %s of %s may run every command.".formatted(OperatorRights.ACCOUNT, node)))
                : findings;
    }
}
