package dev.zstandby.lab;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What must hold whatever broke, once the command has been run again. Pure functions of what was there before and after.
 *
 * @param served what the standby needed to stream in the end, as {@code lab/matrix/serve.sh} says
 */
record Invariants(Scenario scenario, Fault fault, Pair before, Pair after, String served) {
    /** What lies below such a dataset is somebody else's: the group's members have none below them. */
    private static final Pattern OURS = Pattern.compile("\\.zstandby-[^/]*$");

    /** In seconds; a machine on a busy host may stand still for a few. */
    private static final long LONGEST_WAIT = 20;

    static final List<String> MEMBERS = List.of("tank/pg/data", "tank/pg/wal");

    /** Both nodes. */
    record Pair(Facts alpha, Facts beta) {}

    /** The names of those that do not hold, each with what shows it. */
    List<String> violated() {
        var violated = new ArrayList<String>();
        check(violated, "the primary never stopped serving", primaryServes());
        check(
                violated,
                "nothing of anyone else is gone",
                Stream.concat(gone(before.alpha(), after.alpha()), gone(before.beta(), after.beta())));
        check(violated, "the newest common snapshot exists and is held on both ends", commonHeld());
        check(violated, "the standby serves", standbyServes());
        check(
                violated,
                "nothing of ours is left",
                Stream.concat(left(), scenario.tidies() ? holdsLeft() : holdsMade()));
        check(violated, "nothing was started as a primary that was not one", becamePrimary());
        return violated;
    }

    private static void check(List<String> violated, String name, Stream<String> evidence) {
        var found = evidence.toList();
        if (!found.isEmpty()) {
            violated.add(name + ": " + String.join("; ", found));
        }
    }

    private Stream<String> primaryServes() {
        var now = after.alpha();
        if (!now.value("recovery").equals("f")) {
            return Stream.of("alpha in recovery: " + now.value("recovery"));
        }
        if (fault.restarts(Node.ALPHA, scenario.node())) {
            return Stream.empty();
        }
        var restarted = Stream.of("started", "works since")
                .filter(word -> !now.value(word).equals(before.alpha().value(word)))
                .map(word -> "%s %s, and before %s"
                        .formatted(word, now.value(word), before.alpha().value(word)));
        long wait = Long.parseLong(now.value("longest wait"));
        return wait <= LONGEST_WAIT
                ? restarted
                : Stream.concat(restarted, Stream.of("a client waited %d seconds for it".formatted(wait)));
    }

    /** Snapshots and datasets count by their GUID: a tree may have got another name. */
    private static Stream<String> gone(Facts before, Facts after) {
        var snapshots = after.snapshots().stream().map(Facts.Snapshot::guid).collect(toSet());
        var datasets = after.datasets().stream().map(Facts.Dataset::guid).collect(toSet());
        var theirs = before.snapshots().stream()
                .filter(snapshot -> !snapshot.name().contains("@zstandby-"))
                .filter(snapshot -> !snapshots.contains(snapshot.guid()))
                .map(Facts.Snapshot::name);
        var others = before.datasets().stream()
                .filter(dataset -> !OURS.matcher(dataset.name()).find())
                .filter(dataset -> !datasets.contains(dataset.guid()))
                .map(Facts.Dataset::name);
        var files = Stream.of("file", "inside")
                .filter(word -> !before.value(word).equals(after.value(word)))
                .map(word -> "the file \"%s\"".formatted(word));
        var held = guids(after, after.held("theirs"));
        var holds = before.held("theirs").stream()
                .filter(name -> !held.containsAll(guids(before, List.of(name))))
                .map(name -> "the hold of " + name);
        return Stream.of(theirs, others, files, holds).flatMap(words -> words);
    }

    private boolean isHeldOnBoth(String guid) {
        return isHeld(after.alpha(), "zstandby:beta", guid) && isHeld(after.beta(), "zstandby:alpha", guid);
    }

    private Stream<String> commonHeld() {
        return MEMBERS.stream().flatMap(member -> {
            var live = newestOfOurs(
                    after.beta().snapshots(member).stream()
                            .map(Facts.Snapshot::guid)
                            .collect(toSet()),
                    member);
            var newest = newestOfOurs(liveOrStaged(after.beta(), member), member);
            if (newest.isEmpty() || live.isEmpty()) {
                return Stream.of(member + " has none");
            }
            var there = after.alpha().snapshots(member).stream()
                    .map(Facts.Snapshot::guid)
                    .toList();
            boolean isOlder = newestCommonBefore(member)
                    .filter(guid -> there.indexOf(guid) < 0 || there.indexOf(guid) > there.indexOf(newest.get()))
                    .filter(guid -> !(scenario.goesBack() && isHeldOnBoth(guid)))
                    .isPresent();
            return Stream.of(
                            isOlder ? member + " has an older one than before" : "",
                            isHeldOnBoth(newest.get()) ? "" : member + "'s is not held on both",
                            isHeldOnBoth(live.get()) ? "" : "the live tree's of " + member + " is not held on both")
                    .filter(words -> !words.isEmpty());
        });
    }

    /** The newest of alpha's among those of which beta has one with the same GUID. */
    private Optional<String> newestOfOurs(Set<String> here, String member) {
        return after.alpha().snapshots(member).reversed().stream()
                .filter(snapshot ->
                        here.contains(snapshot.guid()) && snapshot.name().contains("@zstandby-"))
                .map(Facts.Snapshot::guid)
                .findFirst();
    }

    /** The snapshots, by their GUIDs, of the trees of beta's that serve or are to. */
    private static Set<String> liveOrStaged(Facts beta, String member) {
        return Stream.of(member, member + Facts.STAGED)
                .flatMap(tree -> beta.snapshots(tree).stream())
                .map(Facts.Snapshot::guid)
                .collect(toSet());
    }

    private Optional<String> newestCommonBefore(String member) {
        var here = liveOrStaged(before.beta(), member);
        return before.alpha().snapshots(member).reversed().stream()
                .map(Facts.Snapshot::guid)
                .filter(here::contains)
                .findFirst();
    }

    private static boolean isHeld(Facts node, String tag, String guid) {
        return guids(node, node.held(tag)).contains(guid);
    }

    private static Set<String> guids(Facts node, List<String> names) {
        var wanted = Set.copyOf(names);
        return node.snapshots().stream()
                .filter(snapshot -> wanted.contains(snapshot.name()))
                .map(Facts.Snapshot::guid)
                .collect(toSet());
    }

    private Stream<String> standbyServes() {
        return after.beta().streams()
                ? Stream.empty()
                : Stream.of("beta in recovery: %s, receiver: %s"
                        .formatted(after.beta().value("recovery"), after.beta().value("receiver")));
    }

    private Stream<String> left() {
        var datasets = after.beta().datasets().stream()
                .filter(dataset -> isLeft(dataset) || !dataset.token().equals("-"))
                .map(Facts.Dataset::name);
        var marks = after.beta().datasets().stream()
                .filter(dataset ->
                        !dataset.cutOver().equals("-") && !dataset.tree().equals("retired"))
                .filter(dataset -> scenario.tidies() || !wasMarked(dataset))
                .map(dataset -> "a cut-over is noted on " + dataset.name());
        var mounts = after.beta().all("mount").stream().map(words -> "mounted: " + words.getFirst());
        var slots = after.alpha().all("slot").stream()
                .map(List::getFirst)
                .filter(slot -> !slot.isEmpty() && !slot.equals("zstandby_beta"));
        var processes = Stream.concat(after.alpha().all("process").stream(), after.beta().all("process").stream())
                .map(words -> "runs: " + words.getFirst());
        return Stream.of(datasets, marks, mounts, slots, processes).flatMap(words -> words);
    }

    private boolean isLeft(Facts.Dataset dataset) {
        return switch (dataset.tree()) {
            case "staged" -> scenario.tidies() ? !scenario.leavesStaged() : !wasThere(dataset);
            case "aside" -> !scenario.leavesAside();
            case "pruned" -> true;
            default -> false;
        };
    }

    /** What a reset noted that was broken off before is cleared by the next one. */
    private boolean wasMarked(Facts.Dataset dataset) {
        return before.beta().datasets().stream()
                .anyMatch(found ->
                        found.guid().equals(dataset.guid()) && found.cutOver().equals(dataset.cutOver()));
    }

    private boolean wasThere(Facts.Dataset dataset) {
        return before.beta().datasets().stream().anyMatch(found -> found.guid().equals(dataset.guid()));
    }

    /**
     * Held is what both have newest in each tree of beta's that is or may become live, what retired trees are clones of, and what each
     * of these had newest when it was retired.
     */
    private Stream<String> holdsLeft() {
        var needed = new HashSet<String>();
        for (String member : MEMBERS) {
            for (String tree : List.of(
                    member,
                    member + Facts.STAGED,
                    member + Facts.RETIRED + after.beta().newestRetired())) {
                var here = after.beta().snapshots(tree);
                var there = after.alpha().snapshots(member).stream()
                        .map(Facts.Snapshot::guid)
                        .collect(toSet());
                here.reversed().stream()
                        .map(Facts.Snapshot::guid)
                        .filter(there::contains)
                        .findFirst()
                        .ifPresent(needed::add);
            }
        }
        var origins = after.beta().datasets().stream()
                .filter(dataset -> dataset.tree().equals("retired"))
                .map(Facts.Dataset::origin)
                .toList();
        needed.addAll(guids(after.beta(), origins));
        needed.addAll(newestHeldOfRetired());
        return Stream.concat(
                        after.alpha().held("zstandby:beta").stream()
                                .filter(name -> !needed.containsAll(guids(after.alpha(), List.of(name)))),
                        after.beta().held("zstandby:alpha").stream()
                                .filter(name -> !needed.containsAll(guids(after.beta(), List.of(name)))))
                .map(name -> "held: " + name);
    }

    /** In each retired dataset one, by its GUID. */
    private Collection<String> newestHeldOfRetired() {
        var held = Set.copyOf(after.beta().held("zstandby:alpha"));
        return after.beta().snapshots().stream()
                .filter(snapshot -> snapshot.name().contains(Facts.RETIRED) && held.contains(snapshot.name()))
                .collect(toMap(
                        snapshot -> snapshot.name().replaceFirst("@.*", ""),
                        Facts.Snapshot::guid,
                        (older, newer) -> newer))
                .values();
    }

    /** What has nothing to do with the peer holds nothing; a reset that was needed afterwards does. */
    private Stream<String> holdsMade() {
        return served.equals("reset")
                ? Stream.empty()
                : Stream.concat(
                                madeOn(before.alpha(), after.alpha(), "zstandby:beta"),
                                madeOn(before.beta(), after.beta(), "zstandby:alpha"))
                        .map(name -> "held: " + name);
    }

    private static Stream<String> madeOn(Facts before, Facts after, String tag) {
        var former = guids(before, before.held(tag));
        return after.held(tag).stream().filter(name -> !former.containsAll(guids(after, List.of(name))));
    }

    /** One that was a primary before may be started as one again where what was broken stopped it. */
    private Stream<String> becamePrimary() {
        int times = primaryStarts(after.beta()) - primaryStarts(before.beta());
        boolean may = before.beta().value("recovery").equals("f") && fault.restarts(Node.BETA, scenario.node());
        return times == 0 || (may && times == 1) ? Stream.empty() : Stream.of("beta's log says so: " + times);
    }

    private static int primaryStarts(Facts node) {
        return Integer.parseInt(node.value("primary-starts"));
    }
}
