package dev.zstandby.operations;

import java.util.ArrayList;
import java.util.List;

/** Whether the place where a seed will land is free, or may be made free. */
final class SeedChecks {
    private SeedChecks() {}

    static List<Finding> place(Observation seen, boolean replace) {
        var local = seen.local();
        var findings = new ArrayList<Finding>();
        if (local.hasLive() && !replace) {
            boolean delta = seen.withoutBase().isEmpty();
            findings.add(Finding.refusal(
                    "live-tree-exists",
                    "%s holds a cluster in %s already."
                            .formatted(local.name(), local.layout().roots().getFirst()),
                    delta
                            ? "It has a snapshot in common with %s, so this is enough: zstandby reset"
                                    .formatted(seen.peer().node())
                            : "To replace it (it is kept as a retired tree), run: zstandby seed --replace"));
        }
        boolean occupied = switch (local.server()) {
            case LocalServer.Absent(var files) -> files;
            case LocalServer.Running running -> true;
            case LocalServer.Silent silent -> true;
            case LocalServer.Stopped stopped -> true;
        };
        if (!local.hasLive() && occupied) {
            var directory = seen.configuration().postgres().dataDirectory();
            findings.add(Finding.refusal(
                    "data-directory-occupied",
                    "%s on %s holds files that lie on none of the group's datasets; mounting there would hide them."
                            .formatted(directory, local.name()),
                    "Stop what uses it, then: mv %s %s.before-zstandby".formatted(directory, directory)));
        }
        seen.inquiry().occupied().stream()
                .filter(place -> !place.equals(seen.configuration().postgres().dataDirectory()))
                .map(place -> Finding.refusal(
                        "mountpoint-occupied",
                        "%s on %s, where a dataset of the group is to be mounted, holds files; mounting there would hide them."
                                .formatted(place, local.name()),
                        "Move them elsewhere, or have the dataset mounted elsewhere on both nodes."))
                .forEach(findings::add);
        return findings;
    }
}
