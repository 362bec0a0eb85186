package dev.zstandby.operations;

import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.ResumeToken;
import dev.zstandby.zfs.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the primary's group gets into the staged tree, given what is there already. A pure function.
 *
 * <p>A staged dataset is received into in place while it is at a snapshot the primary has; an interrupted receive is resumed
 * first; what is of no use is dropped when all of it is zstandby's own, and set aside otherwise.
 */
final class ReceivePlanner {
    private final Observation seen;
    private final String id;
    private final boolean full;

    /**
     * @param id under which a staged tree is set aside
     * @param full whether to start from nothing, even where there is a common snapshot
     */
    ReceivePlanner(Observation seen, String id, boolean full) {
        this.seen = seen;
        this.id = id;
        this.full = full;
    }

    List<Step> steps() {
        var steps = new ArrayList<Step>();
        var mounted = stagedMounted();
        if (!mounted.isEmpty()) {
            steps.add(new Step.UnmountStaged(mounted));
        }
        var useless = clearUseless(steps);
        for (LocalMember member : parentsFirst()) {
            if (!useless.contains(root(member))) {
                // ZFS ends no receive into what was modified; a rollback leaves what has arrived of it.
                undoPreparation(member).ifPresent(steps::add);
                goOnWithPartial(member).ifPresent(steps::add);
            }
        }
        steps.add(new Step.TakeSnapshot(seen.backupModeNeeded(), snapshotReason()));
        for (LocalMember member : parentsFirst()) {
            steps.add(receive(member, useless.contains(root(member))));
        }
        steps.add(new Step.HoldCommon());
        return steps;
    }

    private String snapshotReason() {
        if (seen.spansPools()) {
            return "its group spans pools, so no single snapshot is atomic";
        }
        return seen.backupModeNeeded()
                ? "backup-mode is always"
                : "one pool, so it is atomic over data, WAL and tablespaces";
    }

    private DatasetName root(LocalMember member) {
        return seen.local().layout().rootOf(member.name());
    }

    /** A dataset is received before those below it. */
    private List<LocalMember> parentsFirst() {
        return seen.local().members().stream()
                .sorted(Comparator.comparing(LocalMember::name))
                .toList();
    }

    /** What others mounted is left to them. */
    private List<DatasetName> stagedMounted() {
        return seen.local().members().stream()
                .flatMap(member -> member.staged().stream())
                .filter(Dataset::mounted)
                .map(Dataset::name)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** Adds steps that clear staged trees which cannot be gone on with; returns their live roots. */
    private Set<DatasetName> clearUseless(List<Step> steps) {
        var useless = new LinkedHashSet<DatasetName>();
        for (DatasetName root : seen.local().layout().roots()) {
            var staged = new StagedTree(seen, root, full);
            var why = staged.uselessness();
            if (why.isPresent()) {
                useless.add(root);
                steps.add(staged.clear(why.get(), id));
            }
        }
        return useless;
    }

    private Optional<Step> goOnWithPartial(LocalMember member) {
        return member.partial()
                .map(partial -> seen.resumable(member)
                        .<Step>map(token ->
                                new Step.ResumeReceive(member.member(), member.stagedName(), partial.token(), token))
                        .orElseGet(() -> new Step.AbandonReceive(
                                member.stagedName(), seen.unresumable(member).orElseThrow())));
    }

    private static Optional<Step> undoPreparation(LocalMember member) {
        boolean touched = member.staged()
                .filter(staged -> staged.prepared() || staged.written().count() > 0)
                .isPresent();
        return touched
                ? member.newestStaged().map(newest -> new Step.UndoPreparation(newest.name()))
                : Optional.empty();
    }

    private Step receive(LocalMember member, boolean cleared) {
        var inPlace = cleared ? Optional.<Guid>empty() : stagedAt(member);
        if (inPlace.isPresent()) {
            return new Step.Receive(
                    member.member(), member.stagedName(), inPlace, Optional.empty(), "in place, on what was staged");
        }
        var base = full ? Optional.<Snapshot>empty() : seen.liveBase(member);
        return new Step.Receive(
                member.member(),
                member.stagedName(),
                base.map(Snapshot::guid),
                base.map(Snapshot::name),
                estimate(member, base));
    }

    /** The snapshot the staged dataset will be at when what was interrupted has been completed. */
    private Optional<Guid> stagedAt(LocalMember member) {
        return seen.resumable(member)
                .map(ResumeToken::toGuid)
                .or(() -> seen.stagedBase(member).map(Snapshot::guid));
    }

    private String estimate(LocalMember member, Optional<Snapshot> base) {
        var bytes = seen.inquiry().expected().get(member.member());
        var size = bytes == null ? "size unknown" : "about " + bytes;
        return base.map(from -> size + " since " + from.name().name()).orElse(size);
    }
}
