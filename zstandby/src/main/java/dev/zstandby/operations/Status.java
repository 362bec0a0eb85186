package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.postgres.ServerState;
import dev.zstandby.postgres.WalReceiver;
import dev.zstandby.zfs.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Both nodes in short.
 *
 * @param retired the ids of this node's retired trees, oldest first
 * @param staged the newest snapshot in the staged tree
 * @param common the newest snapshot of the live tree that the peer has too
 * @param remarks what a person should know, in sentences
 */
public record Status(
        List<Line> nodes,
        List<String> retired,
        Optional<String> staged,
        Optional<String> common,
        List<String> remarks) {
    private static final String UNREACHABLE = "unreachable";

    /**
     * One node.
     *
     * @param lag bytes of WAL behind the primary; absent on a primary and when not known
     */
    public record Line(
            NodeName node,
            String role,
            String state,
            Optional<Long> timeline,
            Optional<String> position,
            Optional<Long> lag) {}

    public Status {
        nodes = List.copyOf(nodes);
        retired = List.copyOf(retired);
        remarks = List.copyOf(remarks);
    }

    /** Whether the peer could be asked; where not, nothing is known of what both have. */
    public boolean sawPeer() {
        return !nodes.getFirst().state().equals(UNREACHABLE);
    }

    static Status of(Observation seen) {
        var local = seen.local();
        var data = local.members().getFirst();
        return new Status(
                List.of(peerLine(seen.peer().node(), seen.primary()), localLine(local, Optional.of(seen.primary()))),
                retired(local),
                data.newestStaged().map(snapshot -> snapshot.name().name()),
                seen.liveBase(data).map(Snapshot::name).map(name -> name.name()),
                remarks(seen));
    }

    static Status ofLocal(LocalNode local, NodeName peer, Failure unreachable) {
        var data = local.members().getFirst();
        return new Status(
                List.of(
                        new Line(peer, "?", UNREACHABLE, Optional.empty(), Optional.empty(), Optional.empty()),
                        localLine(local, Optional.empty())),
                retired(local),
                data.newestStaged().map(snapshot -> snapshot.name().name()),
                Optional.empty(),
                List.of(unreachable.sentence()));
    }

    /** What is being destroyed is no way back. */
    private static List<String> retired(LocalNode local) {
        return local.retired().stream()
                .filter(tree -> !tree.isBeingPruned())
                .map(RetiredTree::id)
                .toList();
    }

    private static Line peerLine(NodeName name, ServerState state) {
        return new Line(
                name,
                state.inRecovery() ? "standby" : "primary",
                "running",
                Optional.of(state.timeline().id()),
                Optional.of(state.position().toString()),
                Optional.empty());
    }

    private static Line localLine(LocalNode local, Optional<ServerState> primary) {
        return switch (local.server()) {
            case LocalServer.Running(var state) ->
                new Line(
                        local.name(),
                        state.inRecovery() ? "standby" : "primary",
                        stateOf(state),
                        Optional.of(state.timeline().id()),
                        Optional.of(state.position().toString()),
                        state.inRecovery()
                                ? primary.map(
                                        found -> Math.max(0, found.position().minus(state.position())))
                                : Optional.empty());
            case LocalServer.Silent silent -> line(local, silent.mayBePrimary() ? "?" : "standby", "not answering");
            case LocalServer.Stopped(var control, var standbySignal) ->
                line(local, local.server().role(), "stopped (" + control.state() + ")");
            case LocalServer.Absent absent -> line(local, "-", "no cluster");
        };
    }

    private static Line line(LocalNode local, String role, String state) {
        return new Line(local.name(), role, state, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static String stateOf(ServerState state) {
        if (!state.inRecovery()) {
            return "running";
        }
        return state.receiver().filter(WalReceiver::streams).isPresent() ? "streaming" : "not streaming";
    }

    private static List<String> remarks(Observation seen) {
        var remarks = new ArrayList<String>();
        var local = seen.local();
        local.cutOverUnderWay()
                .ifPresent(id -> remarks.add("Cut-over %s was interrupted; finish it: zstandby %s"
                        .formatted(id, local.undoUnderWay() ? "undo" : "reset")));
        if (local.cutOverBrokenOff() && local.server().serves()) {
            remarks.add(
                    "A cut-over of %s was interrupted before its swap; it serves as before, and the first zstandby undo or reset clears the note of that"
                            .formatted(local.name()));
        } else if (local.cutOverBrokenOff()) {
            remarks.add(
                    "A cut-over stopped %s and was interrupted before its swap; to start it again as it was: zstandby undo; to go on: zstandby reset"
                            .formatted(local.name()));
        }
        if (local.server() instanceof LocalServer.Running(var state)) {
            if (!state.inRecovery() && !seen.primary().inRecovery()) {
                remarks.add("Both nodes run as primaries; to make %s a standby of %s again: zstandby reset"
                        .formatted(local.name(), seen.peer().node()));
            } else if (state.inRecovery()
                    && state.receiver().filter(WalReceiver::streams).isEmpty()) {
                remarks.add("%s does not stream; if it does not catch up by itself: zstandby reset"
                        .formatted(local.name()));
            }
        }
        local.aside()
                .forEach(name -> remarks.add(
                        "%s was set aside: somebody put something into it or took snapshots of it, or it holds what the primary does not have any more; destroy it when nobody needs it."
                                .formatted(name)));
        PairChecks.ahead(seen).ifPresent(finding -> remarks.add(finding.sentence() + " " + finding.remedy()));
        PairChecks.blocking(seen).forEach(finding -> remarks.add(finding.sentence()));
        return remarks;
    }
}
