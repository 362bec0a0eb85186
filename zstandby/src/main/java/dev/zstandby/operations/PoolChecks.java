package dev.zstandby.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the pools of either node can hold what streams of the other carry. Pure functions. */
final class PoolChecks {
    private PoolChecks() {}

    static List<Finding> check(Observation seen) {
        var findings = new ArrayList<Finding>();
        var here = seen.local().features();
        var there = seen.peer().features();
        var lacking = there.beyond(here);
        if (!lacking.isEmpty()) {
            findings.add(Finding.warning(
                    "pool-features",
                    "A pool here lacks what the pools of %s have in use, so that streams with it would be refused: %s."
                            .formatted(seen.peer().node(), String.join(", ", lacking)),
                    "%s; where that is no property, install the newer OpenZFS here."
                            .formatted(enabling(seen, lacking))));
        }
        var lackingThere = here.beyond(there);
        if (!lackingThere.isEmpty()) {
            findings.add(Finding.warning(
                    "pool-features-back",
                    "The pool of %s lacks what streams from here would carry, should the roles change: %s."
                            .formatted(seen.peer().node(), String.join(", ", lackingThere)),
                    "On %s: zpool set feature@NAME=enabled POOL; where that is no property, install the newer OpenZFS there."
                            .formatted(seen.peer().node())));
        }
        return findings;
    }

    private static String enabling(Observation seen, List<String> features) {
        return seen.local().layout().roots().stream()
                .map(root -> root.pool())
                .distinct()
                .flatMap(pool ->
                        features.stream().map(feature -> "zpool set feature@%s=enabled %s".formatted(feature, pool)))
                .collect(Collectors.joining("; "));
    }
}
