package dev.zstandby.peer;

import static java.util.Objects.requireNonNull;

import dev.zstandby.Bytes;
import dev.zstandby.ExitCode;
import dev.zstandby.NodeName;
import dev.zstandby.config.Member;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.PoolFeatures;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.Stray;
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
     * @param features of the group's pools there
     * @param user whom the gate runs as
     * @param strays what is mounted inside the datasets of the group and is not of it, without what no boot keeps
     * @param missingPermissions the commands that grant what the gate's user lacks
     * @param clock the peer's time, in milliseconds since 1970
     */
    record Description(
            NodeName node,
            String version,
            String zfsVersion,
            PoolFeatures features,
            String user,
            List<DescribedMember> members,
            List<Stray> strays,
            List<String> missingPermissions,
            long clock)
            implements Answer {
        public Description {
            requireNonNull(node);
            requireNonNull(version);
            requireNonNull(zfsVersion);
            requireNonNull(features);
            requireNonNull(user);
            members = List.copyOf(members);
            strays = List.copyOf(strays);
            missingPermissions = List.copyOf(missingPermissions);
        }
    }

    /** One dataset of the peer's group with its snapshots, oldest first. */
    @Json
    record DescribedMember(Member member, Dataset dataset, List<Snapshot> snapshots) {
        public DescribedMember {
            requireNonNull(member);
            requireNonNull(dataset);
            snapshots = List.copyOf(snapshots);
        }
    }

    /** The snapshots that were taken, one a member. */
    record Taken(List<TakenSnapshot> snapshots) implements Answer {
        public Taken {
            snapshots = List.copyOf(snapshots);
        }
    }

    @Json
    record TakenSnapshot(Member member, Snapshot snapshot) {
        public TakenSnapshot {
            requireNonNull(member);
            requireNonNull(snapshot);
        }
    }

    record Size(Bytes bytes) implements Answer {
        public Size {
            requireNonNull(bytes);
        }
    }

    record Done() implements Answer {}

    /** The request was not carried out. */
    record Refusal(ExitCode code, String sentence, List<String> evidence, String remedy) implements Answer {
        public Refusal {
            requireNonNull(code);
            requireNonNull(sentence);
            evidence = List.copyOf(evidence);
            requireNonNull(remedy);
        }
    }
}
