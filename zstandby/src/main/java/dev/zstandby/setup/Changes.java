package dev.zstandby.setup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The changes and notes of a plan while it is made. */
final class Changes {
    private final SetupSight seen;
    private final List<Change> list = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Changes(SetupSight seen) {
        this.seen = seen;
    }

    void add(String what, List<Act> acts, List<Act> undo) {
        list.add(new Change(what, acts, undo));
    }

    void addAll(List<Change> changes) {
        list.addAll(changes);
    }

    void note(String note) {
        notes.add(note);
    }

    List<Change> list() {
        return List.copyOf(list);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** What makes the directory of a file, unless it is there or made by an earlier change; then these acts. */
    List<Act> inItsDirectory(Path file, List<Act> acts) {
        var directory = SetupPlanner.parent(file);
        Act make = new Act.MakeDirectory(directory);
        boolean made = list.stream().anyMatch(change -> change.acts().contains(make));
        return made || seen.directories().contains(directory)
                ? acts
                : Stream.concat(Stream.of(make), acts.stream()).toList();
    }

    /** Whether one of them is taken back by this act. */
    boolean areTakenBackBy(Act act) {
        return list.stream().anyMatch(change -> change.undo().contains(act));
    }
}
