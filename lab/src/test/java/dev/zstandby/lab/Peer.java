package dev.zstandby.lab;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What zstandby is compared with: a script below {@code lab/bench/peers}, as that peer's own documentation has it run. */
enum Peer {
    RESTART("restart"),
    RAW("raw"),
    ZSTANDBY("zstandby"),
    SYNCOID("syncoid"),
    FULL_SEND("full-send"),
    PG_REWIND("pg_rewind"),
    INCREMENTAL("pg_basebackup-incremental", "summarize_wal"),
    BASEBACKUP("pg_basebackup"),
    RSYNC("rsync"),
    RSYNC_CHECKSUM("rsync-checksum"),
    PGBACKREST("pgbackrest", "archive_command");

    /** Settings of the primary that cost it something, and that only some peers need. */
    private static final Map<String, String> COSTLY = Map.of("archive_command", "/bin/true", "summarize_wal", "off");

    private final String word;
    private final String needed;

    Peer(String word) {
        this(word, "");
    }

    Peer(String word, String needed) {
        this.word = word;
        this.needed = needed;
    }

    static Peer parse(String word) {
        return Arrays.stream(values())
                .filter(peer -> peer.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a peer: " + word));
    }

    String word() {
        return word;
    }

    /** On the standby, where {@code lab/bench} has been copied. */
    String command() {
        return "bash /root/bench/peers/" + word + ".sh";
    }

    /** Whether it may refuse with this; any other failure is one of the comparison. */
    boolean mayRefuse(String text) {
        return this == PG_REWIND && text.contains("\"full_page_writes\" must be enabled in the source server");
    }

    /** Whether it makes of a diverged server a standby; else it is only there to compare downtimes with. */
    boolean isToStream() {
        return this != RESTART;
    }

    /** What the primary goes without, since this peer does not need it, with what that setting is then. */
    Map<String, String> unneeded() {
        var settings = new TreeMap<>(COSTLY);
        settings.remove(needed);
        return settings;
    }
}
