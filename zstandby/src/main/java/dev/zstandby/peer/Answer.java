package dev.zstandby.peer;

import dev.zstandby.Bytes;
import dev.zstandby.ExitCode;
import dev.zstandby.NodeName;
import dev.zstandby.config.Member;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Pool;
import dev.zstandby.zfs.Snapshot;
import io.avaje.jsonb.Json;
import java.util.List;

/** What the gate answers. */
@Json(typeProperty = "answer")
@Json.SubType(type = Answer.Description.class, name = "description")
@Json.SubType(type = Answer.Taken.class, name = "taken")
@Json.SubType(type = Answer.Size.class, name = "size")
@Json.SubType(type = Answer.Done.class, name = "done")
@Json.SubType(type = Answer.Refusal.class, name = "refusal")
public sealed interface Answer {
    /**
     * The peer as it is.
     *
     * @param version of zstandby there
     * @param zfsVersion of OpenZFS there
     * @param user whom the gate runs as
     * @param missingPermissions the commands that grant what the gate's user lacks
     * @param clock the peer's time, in milliseconds since 1970
     */
    record Description(
            NodeName node,
            String version,
            String zfsVersion,
            String user,
            List<DescribedMember> members,
            List<Pool> pools,
            List<String> missingPermissions,
            long clock)
            implements Answer {}

    /** One dataset of the peer's group with its snapshots, oldest first. */
    @Json
    record DescribedMember(Member member, Dataset dataset, List<Snapshot> snapshots) {}

    /** The snapshots that were taken, one a member. */
    record Taken(List<TakenSnapshot> snapshots) implements Answer {}

    @Json
    record TakenSnapshot(Member member, Snapshot snapshot) {}

    record Size(Bytes bytes) implements Answer {}

    record Done() implements Answer {}

    /** The request was not carried out. */
    record Refusal(ExitCode code, String sentence, List<String> evidence, String remedy) implements Answer {}
}
