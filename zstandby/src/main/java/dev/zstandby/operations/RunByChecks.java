package dev.zstandby.operations;

import dev.zstandby.NodeName;
import dev.zstandby.host.Command;
import dev.zstandby.zfs.DatasetName;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
        if (!state.loose().isEmpty()) {
            findings.add(Finding.error(
                    "operator-setuid",
                    "Files below %s could have rights of their own, and user %s of %s receives what it likes there."
                            .formatted(names(state.loose()), OperatorRights.ACCOUNT, node),
                    "As root: zfs set setuid=off devices=off %s".formatted(names(state.loose()))));
        }
        if (!state.hasRuntime()) {
            findings.add(Finding.error(
                    "operator-runtime",
                    "The files below /run that user %s of %s needs are not there."
                            .formatted(OperatorRights.ACCOUNT, node),
                    "As root: systemd-tmpfiles --create; where that does not help: zstandby setup"));
        }
        return findings.isEmpty()
                ? List.of(Finding.ok(
                        "operator", "User %s of %s may run every command.".formatted(OperatorRights.ACCOUNT, node)))
                : findings;
    }

    private static String names(List<DatasetName> datasets) {
        return datasets.stream().map(DatasetName::value).collect(Collectors.joining(" "));
    }
}
