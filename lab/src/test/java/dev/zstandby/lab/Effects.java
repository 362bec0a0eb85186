package dev.zstandby.lab;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the scenarios' operations are for, looked for in the facts; each gives what is not so. Pure functions. */
final class Effects {
    private Effects() {}

    /** Beta has the file that was written on alpha ({@link Scenario#fill}). */
    static Stream<String> copied(Invariants.Pair now) {
        var written = now.alpha().value("filler");
        return unless(!written.isEmpty() && now.beta().value("filler").equals(written), "beta has alpha's file");
    }

    /** Beta is on alpha's timeline. */
    static Stream<String> follows(Invariants.Pair now) {
        return unless(
                now.beta().value("timeline").equals(now.alpha().value("timeline")), "beta is on alpha's timeline");
    }

    /** What is staged is the newest snapshot of alpha's. */
    static Stream<String> staged(Invariants.Pair now) {
        return ofMembers(
                member -> newest(now.beta().snapshots(member + Facts.STAGED)).isSame(newest(ours(now.alpha(), member))),
                "the newest of alpha's is staged");
    }

    /**
     * The tree that was retired last is live, or the one that was live.
     *
     * @param back 1 when the former is after an odd number of undos, 0 when it is after an even one
     */
    static Stream<String> undone(Invariants.Pair before, Aftermath aftermath, int back) {
        boolean isBack = aftermath.runsDone() % 2 == back;
        boolean either = aftermath.first().status().equals("killed") && aftermath.inLastStep();
        return ofMembers(
                member -> {
                    var live = guid(aftermath.done().beta(), member);
                    var former = guid(
                            before.beta(),
                            member + Facts.RETIRED + before.beta().newestRetired());
                    var own = guid(before.beta(), member);
                    return live.equals(isBack ? former : own) || (either && live.equals(isBack ? own : former));
                },
                "the tree that is to be live is");
    }

    /** Of ours only the newest snapshot is left, what is held, and what something is a clone of; of retired trees the newest. */
    static Stream<String> pruned(Invariants.Pair before, Invariants.Pair now) {
        var origins = now.beta().datasets().stream().map(Facts.Dataset::origin).toList();
        var snapshots = Invariants.MEMBERS.stream()
                .map(member -> ours(now.beta(), member))
                .flatMap(ours -> ours.stream().limit(Math.max(0, ours.size() - 1)))
                .filter(snapshot -> snapshot.holds() == 0 && !origins.contains(snapshot.name()))
                .map(Facts.Snapshot::name);
        var trees = now.beta().datasets().stream()
                .map(Facts.Dataset::name)
                .filter(name -> name.contains(Facts.RETIRED)
                        && !name.contains(Facts.RETIRED + before.beta().newestRetired()));
        return Stream.concat(snapshots, trees).map(name -> "not pruned: " + name);
    }

    static Stream<String> gammaForgotten(Invariants.Pair now) {
        return Stream.concat(
                unless(
                        now.alpha().all("slot").stream().noneMatch(words -> words.contains("zstandby_gamma")),
                        "gamma's slot is gone"),
                unless(now.alpha().held("zstandby:gamma").isEmpty(), "nothing is held for gamma"));
    }

    /** A new snapshot of ours, with one name, on every member of beta's. */
    static Stream<String> snapshotted(Invariants.Pair before, Invariants.Pair now) {
        var names = Invariants.MEMBERS.stream()
                .map(member -> newest(ours(now.beta(), member)).name().replace(member, ""))
                .distinct()
                .toList();
        return Stream.concat(
                unless(names.size() == 1, "one snapshot of all members: " + names),
                ofMembers(
                        member -> !newest(ours(now.beta(), member)).isSame(newest(ours(before.beta(), member))),
                        "there is a new snapshot"));
    }

    private static Stream<String> unless(boolean holds, String what) {
        return holds ? Stream.empty() : Stream.of("not so: " + what);
    }

    private static Stream<String> ofMembers(Predicate<String> holds, String what) {
        return Invariants.MEMBERS.stream().flatMap(member -> unless(holds.test(member), what + " (" + member + ")"));
    }

    private static List<Facts.Snapshot> ours(Facts node, String dataset) {
        return node.snapshots(dataset).stream()
                .filter(snapshot -> snapshot.name().contains("@zstandby-"))
                .toList();
    }

    private static Facts.Snapshot newest(List<Facts.Snapshot> snapshots) {
        return snapshots.isEmpty() ? Facts.Snapshot.NONE : snapshots.getLast();
    }

    private static String guid(Facts node, String dataset) {
        return node.datasets().stream()
                .filter(found -> found.name().equals(dataset))
                .map(Facts.Dataset::guid)
                .findFirst()
                .orElse("none");
    }
}
