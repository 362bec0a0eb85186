package dev.zstandby.operations;

import dev.zstandby.Bytes;
import dev.zstandby.NodeName;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Dataset.Tree;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.PoolFeatures;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.Stray;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * This node as it was found.
 *
 * @param liveTree every file system and volume at or below the group's roots, the group's own and others
 * @param stagedTree the same of the staged tree
 * @param strays what is mounted inside the live datasets and is not of the group
 * @param elsewhere the snapshots of datasets beside the group's; looked for only when one of those is missing
 * @param retired oldest first
 * @param aside the roots of staged trees that were set aside
 * @param missingParents datasets above the group's roots that do not exist
 * @param room what is available to each root, with quotas and reservations reckoned in
 * @param zfsVersion of OpenZFS here
 * @param features of the group's pools here
 * @param software the major version of the PostgreSQL programs
 * @param users processes other than the server's that use files of the live tree, in words
 * @param data where its data directory is
 * @param portTaken whether something answers at the server's port although its service does not run
 */
record LocalNode(
        NodeName name,
        GroupLayout layout,
        List<LocalMember> members,
        List<Dataset> liveTree,
        List<Dataset> stagedTree,
        List<Stray> strays,
        List<Snapshot> elsewhere,
        List<RetiredTree> retired,
        List<DatasetName> aside,
        List<DatasetName> missingParents,
        Map<DatasetName, Bytes> room,
        LocalServer server,
        String zfsVersion,
        PoolFeatures features,
        int software,
        boolean serviceExists,
        List<String> users,
        DataPlace data,
        boolean portTaken) {

    LocalNode {
        members = List.copyOf(members);
        liveTree = List.copyOf(liveTree);
        stagedTree = List.copyOf(stagedTree);
        strays = List.copyOf(strays);
        elsewhere = List.copyOf(elsewhere);
        retired = List.copyOf(retired);
        aside = List.copyOf(aside);
        missingParents = List.copyOf(missingParents);
        room = Map.copyOf(room);
        users = List.copyOf(users);
    }

    /** Whether there is anything here that a server could serve, beside what an unfinished seed brings. */
    boolean servesAnything() {
        return !retired.stream().allMatch(RetiredTree::isBeingPruned)
                || (hasLive() && cutOverUnderWay().isEmpty());
    }

    /** Whether every dataset of the group is there. */
    boolean liveIsWhole() {
        return members.stream().allMatch(member -> member.live().isPresent());
    }

    boolean hasLive() {
        return members.stream().anyMatch(member -> member.live().isPresent());
    }

    /** Where the live trees that these swaps retire are mounted. */
    List<Path> mountpoints(List<RootSwap> swaps) {
        return liveTree.stream()
                .filter(dataset ->
                        swaps.stream().anyMatch(swap -> dataset.name().isAtOrBelow(swap.live())))
                .flatMap(dataset -> dataset.mountpoint().stream())
                .toList();
    }

    /** Whether part of the live tree is not mounted, as after an interrupted cut-over. */
    boolean liveUnmounted() {
        return members.stream().flatMap(member -> member.live().stream()).anyMatch(live -> !live.mounted());
    }

    private Optional<Dataset> liveRoot(DatasetName root) {
        return liveTree.stream().filter(dataset -> dataset.name().equals(root)).findAny();
    }

    private Optional<Dataset> stagedRoot(DatasetName root) {
        return stagedTree.stream()
                .filter(dataset -> dataset.name().equals(GroupLayout.stagedRoot(root)))
                .findAny();
    }

    private Optional<Dataset> incomingRoot(DatasetName root) {
        return Stream.concat(
                        stagedRoot(root).stream(),
                        retired.stream()
                                .flatMap(tree -> tree.roots().stream())
                                .filter(dataset -> GroupLayout.retiredId(root, dataset.name())
                                        .isPresent()))
                .filter(dataset -> dataset.cutOver().isPresent())
                .findFirst();
    }

    /**
     * The cut-over that was begun and not finished: its id, under which the outgoing tree is retired. Where a live root is missing,
     * each that is must have one that comes in: a first seed that was interrupted while it marked them has swapped nothing yet.
     */
    Optional<String> cutOverUnderWay() {
        var missing =
                layout.roots().stream().filter(root -> liveRoot(root).isEmpty()).toList();
        return Stream.concat(
                        layout.roots().stream().flatMap(root -> liveRoot(root).stream()),
                        missing.stream().flatMap(root -> incomingRoot(root).stream()))
                .flatMap(root -> root.cutOver().stream())
                .findFirst()
                .filter(id -> missing.stream()
                        .allMatch(root -> incomingRoot(root)
                                .flatMap(Dataset::cutOver)
                                .filter(id::equals)
                                .isPresent()));
    }

    /**
     * Whether a reset or seed was about to stop the server, or did, and went no further: all of the live tree is still there with
     * the role that was noted on it then, and no retired tree was about to be taken back instead. The server may run again.
     */
    boolean cutOverBrokenOff() {
        return liveIsWhole()
                && cutOverUnderWay().isEmpty()
                && layout.roots().stream()
                        .flatMap(root -> liveRoot(root).stream())
                        .anyMatch(root -> root.role().isPresent())
                && retired.stream().noneMatch(RetiredTree::isChosen);
    }

    /**
     * Whether its server may have been a primary: as noted when it was stopped for a cut-over, or as its control file says. The
     * note may be older than a promotion.
     */
    boolean wasPrimary() {
        return Stream.concat(
                        layout.roots().stream()
                                .flatMap(root -> liveRoot(root).stream())
                                .flatMap(root -> root.role().stream()),
                        Stream.of(server.role()))
                .anyMatch("primary"::equals);
    }

    /** Whether the server of the tree that the cut-over under way makes live was a primary, as noted when it was retired. */
    boolean incomingWasPrimary() {
        return layout.roots().stream()
                .flatMap(root ->
                        liveRoot(root).filter(live -> live.cutOver().isPresent()).or(() -> incomingRoot(root)).stream())
                .anyMatch(root -> root.role().equals(Optional.of("primary")));
    }

    /** Where the tree of the cut-over that is under way came from: staged for seed and reset, retired for undo. */
    boolean undoUnderWay() {
        return layout.roots().stream()
                .flatMap(root -> liveRoot(root).or(() -> incomingRoot(root)).stream())
                .filter(root -> root.cutOver().isPresent())
                .anyMatch(root -> root.tree().equals(Optional.of(Tree.RETIRED)));
    }

    /** The roots of any tree that carry the mark of a cut-over other than this. */
    List<DatasetName> staleMarks(String id) {
        return Stream.of(
                        layout.roots().stream().flatMap(root -> liveRoot(root).stream()),
                        layout.roots().stream().flatMap(root -> stagedRoot(root).stream()),
                        retired.stream().flatMap(tree -> tree.roots().stream()))
                .flatMap(roots -> roots)
                .filter(root -> root.cutOver().filter(mark -> !mark.equals(id)).isPresent())
                .map(Dataset::name)
                .toList();
    }

    /** The retired tree that undo goes back to. */
    Optional<RetiredTree> wayBack() {
        return RetiredTree.wayBack(retired, layout);
    }

    /** The same of the one with this id. */
    Optional<RetiredTree> wayBackTo(String id) {
        return RetiredTree.wayBack(
                retired.stream().filter(tree -> tree.id().equals(id)).toList(), layout);
    }

    /** What is to be renamed, root by root, to carry the begun cut-over to its end. */
    List<RootSwap> remainingSwaps(String id) {
        return layout.roots().stream()
                .flatMap(root -> incomingRoot(root)
                        .filter(incoming -> incoming.cutOver().equals(Optional.of(id)))
                        .map(incoming -> new RootSwap(root, incoming.name(), GroupLayout.retiredRoot(root, id)))
                        .stream())
                .toList();
    }
}
