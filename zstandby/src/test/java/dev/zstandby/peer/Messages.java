package dev.zstandby.peer;

import dev.zstandby.Bytes;
import dev.zstandby.ExitCode;
import dev.zstandby.NodeName;
import dev.zstandby.config.Member;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Dataset.Tree;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.PoolFeatures;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.Snapshot.WalNote;
import dev.zstandby.zfs.SnapshotName;
import dev.zstandby.zfs.Stray;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One of every message that two nodes exchange, with and without what may be absent. */
final class Messages {
    private static final Guid LARGE = Guid.parse("18446744073709551615");
    private static final Guid SMALL = new Guid(7);
    private static final String NAME = "zstandby-20261123T010203Z-9f3a1c";

    private Messages() {}

    static List<Request> requests() {
        return List.of(
                new Request.Describe(),
                new Request.TakeSnapshot(NAME, "7412345678901234567", 4_294_967_295L, "0/7000028"),
                new Request.NoteUpperLsn(NAME, "FFFFFFFF/FFFFFFFF"),
                new Request.Release(List.of(SMALL)),
                new Request.Estimate("tablespace my \"space\"", Optional.of(LARGE)),
                new Request.Estimate("data", Optional.empty()),
                new Request.ConnectBack());
    }

    static List<Answer> answers() {
        return List.of(
                description(),
                new Answer.Taken(List.of(
                        new Answer.TakenSnapshot(Member.DATA, noted()),
                        new Answer.TakenSnapshot(Member.WAL, foreign()))),
                new Answer.Size(new Bytes(Long.MAX_VALUE)),
                new Answer.Size(Bytes.ZERO),
                new Answer.Done(),
                new Answer.Refusal(
                        ExitCode.NOTHING_TO_DO, "It says \"no\".\nTwice.", List.of("\t\u0000\u001b[2J", "größe"), ""));
    }

    static List<StreamRequest> streamRequests() {
        return List.of(
                new StreamRequest("data", LARGE, Optional.empty(), Optional.empty()),
                new StreamRequest("wal", SMALL, Optional.of(LARGE), Optional.of("1-c0ffee-e0-789c63")));
    }

    private static Answer.Description description() {
        return new Answer.Description(
                new NodeName("alpha"),
                "0.1.0",
                "2.3.9-1",
                new PoolFeatures(Set.of("lz4_compress"), Set.of("lz4_compress", "large_blocks")),
                "zstandby",
                List.of(
                        new Answer.DescribedMember(Member.DATA, plain(), List.of(noted(), foreign())),
                        new Answer.DescribedMember(Member.tablespace("a b"), full(), List.of())),
                List.of(new Stray("Dataset tank/my logs", Path.of("/srv/my logs"))),
                List.of("zfs allow zstandby hold 'tank/my pg'"),
                1_790_000_000_000L);
    }

    private static Snapshot noted() {
        return new Snapshot(
                SnapshotName.parse("tank/my pg@" + NAME),
                LARGE,
                Long.MAX_VALUE,
                2,
                Optional.of(new WalNote("7412345678901234567", 3, "0/7000028", Optional.of("0/7000110"))));
    }

    private static Snapshot foreign() {
        return new Snapshot(
                SnapshotName.parse("tank/my pg@autosnap_2026-11-23_01:00:00_hourly"), SMALL, 1, 0, Optional.empty());
    }

    private static Dataset plain() {
        return new Dataset(
                new DatasetName("tank/my pg"),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                Bytes.ZERO,
                Bytes.ZERO,
                Bytes.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                false);
    }

    private static Dataset full() {
        return new Dataset(
                new DatasetName("tank/my pg/ts"),
                true,
                Optional.of(SnapshotName.parse("tank/my pg@a")),
                Optional.of(Path.of("/mnt/my pg")),
                true,
                new Bytes(1),
                new Bytes(2),
                new Bytes(3),
                Optional.of("1-c0ffee"),
                Optional.of(Tree.STAGED),
                Optional.of("20261123T010203Z-9f3a1c"),
                true,
                Optional.of("primary"),
                true);
    }
}
