package dev.zstandby.operations;

import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Dataset.Tree;
import dev.zstandby.zfs.DatasetName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What the staged tree of one live root is good for, and whether all of it is zstandby's. Pure functions.
 *
 * @param full whether it is to share nothing with what is here already
 */
record StagedTree(Observation seen, DatasetName live, boolean full) {
    DatasetName name() {
        return GroupLayout.stagedRoot(live);
    }

    /** The members that have something staged in it. */
    List<LocalMember> members() {
        return seen.local().members().stream()
                .filter(member -> member.name().isAtOrBelow(live))
                .filter(member -> member.staged().isPresent())
                .toList();
    }

    /** Why it cannot be gone on with; nothing when it can, or when nothing is staged. */
    Optional<String> uselessness() {
        return isBeingSetAside() ? Optional.of("it was being set aside") : uselessnessOfMembers();
    }

    private boolean isBeingSetAside() {
        return members().stream()
                .flatMap(member -> member.staged().stream())
                .anyMatch(dataset -> dataset.tree().equals(Optional.of(Tree.ASIDE)));
    }

    private Optional<String> uselessnessOfMembers() {
        return members().stream()
                .map(this::uselessness)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Why nothing more can be received into the staged dataset. */
    private Optional<String> uselessness(LocalMember member) {
        if (holdsForeignSnapshots(member)) {
            return Optional.of("somebody took snapshots of it");
        }
        if (full && member.staged().flatMap(Dataset::origin).isPresent()) {
            return Optional.of("it shares what it has with another tree, and a full copy is wanted");
        }
        if (member.newestStaged().isEmpty()) {
            return seen.resumable(member).isPresent() || member.partial().isPresent()
                    ? Optional.empty()
                    : Optional.of("nothing arrived in it");
        }
        if (seen.stagedBase(member).isEmpty()) {
            return Optional.of("its newest snapshot is not on the primary any more");
        }
        return Optional.empty();
    }

    private static boolean holdsForeignSnapshots(LocalMember member) {
        return member.stagedSnapshots().stream()
                .anyMatch(snapshot -> !snapshot.name().isOurs());
    }

    /** The file systems and volumes in it that others made. */
    List<DatasetName> foreign() {
        return foreign(
                seen.local().stagedTree().stream()
                        .filter(dataset -> dataset.name().isAtOrBelow(name()))
                        .toList(),
                seen.local().members().stream().map(LocalMember::stagedName).toList());
    }

    /**
     * Of the datasets of a staged tree those that others made. The property that marks the tree does not tell: what lies below
     * a marked dataset inherits it, so only the names that zstandby receives into count.
     *
     * @param ours the names of the members' staged datasets
     */
    static List<DatasetName> foreign(Collection<Dataset> tree, Collection<DatasetName> ours) {
        return tree.stream()
                .filter(dataset -> dataset.volume() || !ours.contains(dataset.name()))
                .map(Dataset::name)
                .toList();
    }

    /** The step that clears it away: it is dropped when there is nothing of others in it, and nothing that may be nowhere else. */
    Step clear(String why, String id) {
        var foreign = foreign();
        if (!foreign.isEmpty()) {
            var names = foreign.stream().map(DatasetName::value).toList();
            return setAside(why + ", and zstandby did not make " + String.join(", ", names), id);
        }
        return isBeingSetAside()
                        || members().stream()
                                .anyMatch(member -> holdsForeignSnapshots(member) || mayBeTheLastCopy(member))
                ? setAside(why, id)
                : new Step.DropStaged(name(), why);
    }

    /** What is held arrived whole and was held on both nodes; a primary that does not have it any more was taken back to something older. */
    private boolean mayBeTheLastCopy(LocalMember member) {
        return member.stagedSnapshots().stream()
                .anyMatch(snapshot -> snapshot.holds() > 0 && !seen.hasOnPeer(member.member(), snapshot.guid()));
    }

    private Step setAside(String why, String id) {
        return new Step.SetAsideStaged(name(), GroupLayout.asideRoot(live, id), why);
    }
}
