package dev.zstandby.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The commands of zstandby, in the order in which a user meets them. */
enum Verb {
    INIT(InitCommand.class, "Writes a configuration by looking at this host."),
    CONFIG(ConfigCommand.class, "Looks at the configuration."),
    SETUP(
            SetupCommand.class,
            "Makes this node able to work with its peers: accounts, keys, rights; and takes that back."),
    CHECK(CheckCommand.class, "Says whether this pair can seed and reset, and what mends it when not."),
    SEED(SeedCommand.class, "Makes this node a standby for the first time, by a full copy."),
    SYNC(
            SyncCommand.class,
            "Brings what changed on the primary into the staged tree; the running standby is not touched."),
    RESET(
            ResetCommand.class,
            "Makes a standby that fell behind or diverged follow again, at the cost of what changed."),
    UNDO(UndoCommand.class, "Takes this node back to the tree it last retired."),
    SNAPSHOT(SnapshotCommand.class, "Takes a snapshot of this node's live tree."),
    PRUNE(PruneCommand.class, "Destroys the snapshots and retired trees that need not be kept any more."),
    STATUS(StatusCommand.class, "Shows both nodes in short."),
    GATE(GateCommand.class, "Answers one peer's requests over SSH; the forced command of that peer's key."),
    OWNER(
            OwnerCommand.class,
            "Works in the data directory for the user zstandby; started as the server's owner by sudo."),
    WARM_UP(WarmUpCommand.class, "");

    private final Class<?> type;
    private final String description;

    Verb(Class<?> type, String description) {
        this.type = type;
        this.description = description;
    }

    /** The one that the first word of a command line names. */
    static Optional<Verb> named(List<String> words) {
        return words.stream()
                .limit(1)
                .flatMap(word -> Stream.of(values()).filter(verb -> verb.word().equals(word)))
                .findFirst();
    }

    /** As it is typed. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its options, and who runs it: new ones each time. */
    CommandSpec spec() {
        return this == GATE ? new GateCommand().spec() : CommandSpec.forAnnotatedObject(type);
    }

    String description() {
        return description;
    }

    /** Whether it is for the build only, and not listed. */
    boolean isHidden() {
        return description.isEmpty();
    }
}
