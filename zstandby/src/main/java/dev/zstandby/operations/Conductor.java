package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.operations.SourceSteps.MadeSlot;
import java.util.List;
import java.util.function.Function;

/** Carries a plan out, step by step. */
final class Conductor {
    private final Progress progress;
    private final Ledger ledger = new Ledger();
    private final CutOver cutOver;
    private final RetentionSteps retention;
    private final Peerful peerful;

    /** The steps that need the peer. */
    private sealed interface Peerful {
        record With(SourceSteps source, ReceiveSteps receive, Preparation preparation, Streaming streaming)
                implements Peerful {}

        record Without() implements Peerful {}
    }

    private Conductor(Machine machine, Progress progress, Function<Ledger, Peerful> peerful) {
        this.progress = progress;
        this.cutOver = new CutOver(machine, ledger, progress);
        this.retention = new RetentionSteps(machine, ledger);
        this.peerful = peerful.apply(ledger);
    }

    /** @param made the same for all attempts of an operation */
    static Conductor with(Machine machine, Link link, Observation seen, MadeSlot made, Progress progress) {
        return new Conductor(
                machine,
                progress,
                ledger -> new Peerful.With(
                        new SourceSteps(machine, link, seen, ledger, made),
                        new ReceiveSteps(machine, link, ledger, progress),
                        new Preparation(machine, seen),
                        new Streaming(machine, link, ledger)));
    }

    /** For plans none of whose steps needs the peer. */
    static Conductor alone(Machine machine, Progress progress) {
        return new Conductor(machine, progress, ledger -> new Peerful.Without());
    }

    Report run(Plan plan) {
        List<Step> steps = plan.steps();
        boolean mayRetry = true;
        try {
            expectStreams(steps);
            for (int i = 0; i < steps.size(); i++) {
                mayRetry &= !isFinal(steps.get(i));
                progress.begin(i + 1, steps.size(), steps.get(i));
                carryOut(steps.get(i));
                progress.end();
            }
        } catch (Failure failure) {
            takeBack(steps, failure);
            throw mayRetry ? failure : failure.asLasting();
        } catch (RuntimeException e) {
            takeBack(steps, e);
            throw e;
        } finally {
            closeStreams();
        }
        return ledger.report(plan.summary());
    }

    /**
     * From the stop on a person should look before anything is tried again; and where a plan only waits for what another has
     * started, the next one might stop it.
     */
    private static boolean isFinal(Step step) {
        return step instanceof Step.StopServer || step instanceof Step.AwaitStreaming;
    }

    private void expectStreams(List<Step> steps) {
        if (peerful instanceof Peerful.With with) {
            with.receive().expect(steps);
        }
    }

    private void closeStreams() {
        if (peerful instanceof Peerful.With with) {
            with.receive().close();
        }
    }

    private void carryOut(Step step) {
        switch (step) {
            case Step.KeepWal keep -> peer().source().keepWal(keep);
            case Step.CreateParent(var parent) -> peer().receive().createParent(parent);
            case Step.UnmountStaged(var datasets) -> peer().receive().unmount(datasets);
            case Step.UndoPreparation(var newest) -> peer().receive().undoPreparation(newest);
            case Step.DropStaged drop -> peer().receive().drop(drop.root());
            case Step.SetAsideStaged aside -> peer().receive().setAside(aside.root(), aside.to());
            case Step.ResumeReceive resume -> peer().receive().resume(resume);
            case Step.AbandonReceive abandon -> peer().receive().abandon(abandon.target());
            case Step.TakeSnapshot take -> peer().source().takeSnapshot(take);
            case Step.Receive receive -> peer().receive().receive(receive);
            case Step.HoldCommon() -> peer().source().holdCommon();
            case Step.CheckWal _ -> peer().source().checkWal();
            case Step.Prepare() ->
                peer().preparation().prepare(ledger.snapshot().backup());
            case Step.BeginCutOver begin -> cutOver.begin(begin);
            case Step.StopServer stop -> cutOver.stop(stop);
            case Step.Swap swap -> cutOver.swap(swap);
            case Step.MountLive mount -> cutOver.mountLive(mount);
            case Step.StartServer start -> cutOver.start(start);
            case Step.AwaitStreaming() -> peer().streaming().await();
            case Step.Settle(var roots) -> cutOver.settle(roots);
            case Step.SnapshotLive(var name) -> retention.snapshot(name);
            case Step.DestroySnapshots destroy -> retention.destroy(destroy);
            case Step.DestroyRetired destroy -> retention.destroy(destroy);
            case Step.DropSlot drop -> retention.drop(drop);
            case Step.DropHolds drop -> retention.drop(drop);
            case Step.ReleaseOldHolds() -> peer().source().releaseOldHolds();
        }
    }

    private Peerful.With peer() {
        return switch (peerful) {
            case Peerful.With with -> with;
            case Peerful.Without() -> throw new IllegalStateException("this plan was made without a peer");
        };
    }

    private void takeBack(List<Step> steps, RuntimeException cause) {
        for (Step step : steps) {
            if (step instanceof Step.KeepWal keep) {
                try {
                    peer().source().takeBack(keep);
                } catch (Failure second) {
                    progress.note("Slot %s could not be dropped on the primary: %s"
                            .formatted(keep.slot(), second.sentence()));
                    cause.addSuppressed(second);
                }
            }
        }
    }
}
