package dev.zstandby.setup;

import dev.zstandby.NodeName;
import dev.zstandby.zfs.DatasetName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides what setup takes back: all that it noted, but what others depend on by now. A pure function. */
final class SetupUndoPlanner {
    private SetupUndoPlanner() {}

    /**
     * @param noted what setup changed, oldest first
     * @param datasets every dataset of this machine
     * @param data the dataset of the data directory
     */
    static SetupPlan plan(
            NodeName node, List<Change> noted, OwnServerSight server, Set<DatasetName> datasets, DatasetName data) {
        var notes = new ArrayList<String>();
        var changes = new ArrayList<Change>();
        var left = new ArrayList<>(datasets);
        for (Change change : noted.reversed()) {
            if (datasets.contains(data) && change.undo().stream().anyMatch(SetupUndoPlanner::makesRoomAgain)) {
                notes.add("There is a cluster on %s now, so what was there before stays aside: %s."
                        .formatted(data, SetupScript.inWords(change.acts().getLast())));
                changes.add(new Change(change.what(), List.of(), List.of()));
                continue;
            }
            var acts = change.undo().stream()
                    .filter(act -> isPossible(act, server, left, notes))
                    .toList();
            changes.add(new Change(change.what(), acts, List.of()));
        }
        return new SetupPlan(
                "Take back what setup changed on %s.".formatted(node), changes, notes, Optional.empty(), false);
    }

    private static boolean makesRoomAgain(Act act) {
        return act instanceof Act.Rename;
    }

    private static boolean isPossible(Act act, OwnServerSight server, List<DatasetName> left, List<String> notes) {
        if (act.changesRoles() && !server.isPrimary()) {
            notes.add("Roles are changed on the primary only, so this stays: %s.".formatted(SetupScript.inWords(act)));
            return false;
        }
        if (act instanceof Act.Unconfigure && !(server instanceof OwnServerSight.Running)) {
            notes.add("The server does not run, so this stays: %s.".formatted(SetupScript.inWords(act)));
            return false;
        }
        if (act instanceof Act.ReloadRules && !(server instanceof OwnServerSight.Running)) {
            return false;
        }
        if (act instanceof Act.DestroyDataset(var dataset)) {
            left.remove(dataset);
            if (left.stream().anyMatch(other -> other.isAtOrBelow(dataset))) {
                notes.add("%s stays, since there are datasets below it.".formatted(dataset));
                return false;
            }
        }
        return true;
    }
}
