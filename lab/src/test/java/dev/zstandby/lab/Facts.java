package dev.zstandby.lab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is on a node, as {@code lab/matrix/facts.sh} prints it. */
record Facts(Map<String, List<List<String>>> byName) {
    static final String RETIRED = ".zstandby-retired-";
    static final String STAGED = ".zstandby-staged";

    Facts {
        byName = Map.copyOf(byName);
    }

    static Facts parse(String text) {
        var byName = new LinkedHashMap<String, List<List<String>>>();
        text.lines()
                .map(line -> List.of(line.split("\t", -1)))
                .forEach(words -> byName.computeIfAbsent(words.getFirst(), _ -> new ArrayList<>())
                        .add(words.subList(1, words.size())));
        return new Facts(byName);
    }

    List<List<String>> all(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** The first word of the only line of this name; empty when there is none. */
    String value(String name) {
        return all(name).stream().map(List::getFirst).findFirst().orElse("");
    }

    /** Whether it is a standby's and its server streams. */
    boolean streams() {
        return value("recovery").equals("t") && value("receiver").equals("streaming");
    }

    List<Snapshot> snapshots() {
        return all("snapshot").stream()
                .map(words -> new Snapshot(words.get(0), words.get(1), Integer.parseInt(words.get(2))))
                .toList();
    }

    /** Those of one dataset, oldest first. */
    List<Snapshot> snapshots(String dataset) {
        return snapshots().stream()
                .filter(snapshot -> snapshot.name().startsWith(dataset + "@"))
                .toList();
    }

    List<Dataset> datasets() {
        return all("dataset").stream()
                .map(words ->
                        new Dataset(words.get(0), words.get(1), words.get(2), words.get(4), words.get(5), words.get(6)))
                .toList();
    }

    /** The id of the tree that was retired last; {@code none} when there is none. */
    String newestRetired() {
        var prefix = Invariants.MEMBERS.getFirst() + RETIRED;
        return datasets().stream()
                .map(Dataset::name)
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .max(Comparator.naturalOrder())
                .orElse("none");
    }

    /** The names of the snapshots that bear a hold with this tag. */
    List<String> held(String tag) {
        return all("hold").stream()
                .filter(words -> words.get(1).equals(tag))
                .map(List::getFirst)
                .toList();
    }

    /** @param holds how many holds it bears */
    record Snapshot(String name, String guid, int holds) {
        static final Snapshot NONE = new Snapshot("none", "none", 0);

        boolean isSame(Snapshot other) {
            return guid.equals(other.guid);
        }
    }

    /**
     * One dataset; what it has not is a dash.
     *
     * @param cutOver the mark of one that is under way
     */
    record Dataset(String name, String guid, String tree, String origin, String token, String cutOver) {}
}
