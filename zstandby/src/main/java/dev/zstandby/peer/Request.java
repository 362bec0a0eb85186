package dev.zstandby.peer;

import static java.util.Objects.requireNonNull;

import dev.zstandby.zfs.Guid;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Optional;

/**
 * Everything a node can ask of its peer's gate. Members and snapshots are named by what both nodes know (a member's name, a
 * snapshot's bare name, GUIDs); no request takes a command, a path or a dataset.
 */
@Json(typeProperty = "request")
@Json.SubType(type = Request.Describe.class, name = "describe")
@Json.SubType(type = Request.TakeSnapshot.class, name = "take-snapshot")
@Json.SubType(type = Request.NoteUpperLsn.class, name = "note-upper-lsn")
@Json.SubType(type = Request.Release.class, name = "release")
@Json.SubType(type = Request.Estimate.class, name = "estimate")
@Json.SubType(type = Request.ConnectBack.class, name = "connect-back")
public sealed interface Request {
    /** Its group, what is mounted inside it, versions and rights. */
    record Describe() implements Request {}

    /**
     * A snapshot of the whole group, held for the asking node; atomic within each pool, the pool with the data directory last.
     *
     * @param name of the form of zstandby's own
     */
    record TakeSnapshot(String name, String systemIdentifier, long timeline, String lsnLower) implements Request {
        public TakeSnapshot {
            requireNonNull(name);
            requireNonNull(systemIdentifier);
            requireNonNull(lsnLower);
        }
    }

    /** Notes on a snapshot taken before that all WAL inside it lies at or before this position. */
    record NoteUpperLsn(String name, String lsn) implements Request {
        public NoteUpperLsn {
            requireNonNull(name);
            requireNonNull(lsn);
        }
    }

    /** Releases the asking node's holds on all snapshots of the group but these. */
    record Release(List<Guid> allBut) implements Request {
        public Release {
            allBut = List.copyOf(allBut);
        }
    }

    /**
     * About how large a stream of the member as it is now would be.
     *
     * @param base the incremental base; absent for a full stream
     */
    record Estimate(String member, Optional<Guid> base) implements Request {
        public Estimate {
            requireNonNull(member);
            requireNonNull(base);
        }
    }

    /** Whether the peer can log in to the asking node's PostgreSQL, as a standby would. */
    record ConnectBack() implements Request {}
}
