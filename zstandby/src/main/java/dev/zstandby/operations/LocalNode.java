package dev.zstandby.operations;

import dev.zstandby.Bytes;
import dev.zstandby.NodeName;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.DatasetName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * This node as it was found.
 *
 * @param liveTree every dataset at or below the group's roots, the group's own and others
 * @param stagedTree the same of the staged tree
 * @param retired oldest first
 * @param missingParents datasets above the group's roots that do not exist
 * @param room what is available to each root, with quotas and reservations reckoned in
 * @param software the major version of the PostgreSQL programs
 * @param portTaken whether something answers at the server's port although its service does not run
 */
record LocalNode(
        NodeName name,
        GroupLayout layout,
        List<LocalMember> members,
        List<Dataset> liveTree,
        List<Dataset> stagedTree,
        List<RetiredTree> retired,
        List<DatasetName> missingParents,
        Map<DatasetName, Bytes> room,
        LocalServer server,
        int software,
        boolean serviceExists,
        boolean portTaken) {

    LocalNode {
        members = List.copyOf(members);
        liveTree = List.copyOf(liveTree);
        stagedTree = List.copyOf(stagedTree);
        retired = List.copyOf(retired);
        missingParents = List.copyOf(missingParents);
        room = Map.copyOf(room);
    }

    boolean hasLive() {
        return members.stream().anyMatch(member -> member.live().isPresent());
    }

    private Optional<Dataset> liveRoot(DatasetName root) {
        return liveTree.stream().filter(dataset -> dataset.name().equals(root)).findAny();
    }

    private Optional<Dataset> incomingRoot(DatasetName root) {
        return Stream.concat(
                        stagedTree.stream().filter(dataset -> dataset.name().equals(GroupLayout.stagedRoot(root))),
                        retired.stream()
                                .flatMap(tree -> tree.roots().stream())
                                .filter(dataset -> GroupLayout.retiredId(root, dataset.name())
                                        .isPresent()))
                .filter(dataset -> dataset.cutOver().isPresent())
                .findFirst();
    }

    /** The cut-over that was begun and not finished: its id, under which the outgoing tree is retired. */
    Optional<String> cutOverUnderWay() {
        return layout.roots().stream()
                .flatMap(root -> {
                    var live = liveRoot(root);
                    return live.isPresent()
                            ? live.get().cutOver().stream()
                            : incomingRoot(root).flatMap(Dataset::cutOver).stream();
                })
                .findFirst();
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
