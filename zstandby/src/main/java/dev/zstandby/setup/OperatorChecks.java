package dev.zstandby.setup;

import dev.zstandby.host.Command;
import dev.zstandby.host.Platform;
import dev.zstandby.operations.Finding;
import dev.zstandby.operations.OperatorRights;
import dev.zstandby.zfs.DatasetName;
import java.util.ArrayList;
import java.util.List;

/** What is in the way of letting the gate's user run commands itself. Pure functions. */
final class OperatorChecks {
    private static final String INSTEAD = "or set run-by: root in the configuration.";

    private OperatorChecks() {}

    static List<Finding> obstacles(SetupSight seen, OperatorSight operator) {
        var findings = new ArrayList<Finding>();
        if (Platform.here() == Platform.FREEBSD) {
            return List.of(Finding.error(
                    "run-by",
                    "run-by: zstandby is there for Linux only.",
                    "Set run-by: root in the configuration, and run the commands as root."));
        }
        var missing = SudoRules.PROGRAMS.stream()
                .filter(program -> !operator.programs().containsKey(program))
                .toList();
        if (!missing.isEmpty()) {
            findings.add(Finding.error(
                    "sudo",
                    "run-by: zstandby needs programs that are not installed here: %s."
                            .formatted(String.join(", ", missing)),
                    "Install them (apt install sudo), " + INSTEAD));
        }
        SetupPlanner.parents(seen.configuration()).stream()
                .filter(DatasetName::isPool)
                .forEach(pool -> findings.add(Finding.refusal(
                        "whole-pool",
                        "The group lies right below pool %s, and so the user zstandby would get rights on all of the pool."
                                .formatted(pool),
                        "Move it below a dataset of its own (zfs rename), " + INSTEAD)));
        var unclear = OperatorRights.asRoot(
                        seen.configuration(), operator.ground().live())
                .stream()
                .filter(command -> !SudoRules.isClear(command))
                .map(Command::toString)
                .toList();
        if (!unclear.isEmpty()) {
            findings.add(Finding.error(
                            "spaces",
                            "run-by: zstandby goes not with spaces in the names of datasets and places, which sudo does not tell from"
                                    + " those between words.",
                            "Rename them (zfs rename, zfs set mountpoint=), " + INSTEAD)
                    .withEvidence(unclear));
        }
        if (!operator.ground().exceptions().isEmpty()) {
            findings.add(Finding.error(
                    "own-rights",
                    "What the user zstandby receives into the live datasets could have rights of its own.",
                    "%s, %s".formatted(String.join("; ", operator.ground().exceptions()), INSTEAD)));
        }
        if (!operator.neighbours().isEmpty()) {
            findings.add(Finding.refusal(
                            "neighbours",
                            "There are datasets beside the group's, and the user zstandby would get rights on them.",
                            "Move them elsewhere (zfs rename), " + INSTEAD)
                    .withEvidence(operator.neighbours().stream()
                            .map(DatasetName::value)
                            .toList()));
        }
        return findings;
    }
}
