package dev.zstandby.operations;

import static dev.zstandby.operations.DatasetFixture.dataset;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Dataset.Tree;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.Datasets;
import dev.zstandby.zfs.Guid;
import dev.zstandby.zfs.Snapshot;
import dev.zstandby.zfs.SnapshotName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommonSnapshotsTest {
    private static final List<DatasetName> LIVE = List.of(new DatasetName("tank/pg/data"));
    private static final GroupLayout LAYOUT = GroupLayout.of(LIVE);
    private static final String STAGED = "tank/pg/data.zstandby-staged";
    private static final String ASIDE = "tank/pg/data.zstandby-aside-20261101T000000Z";

    private final List<Dataset> datasets =
            new ArrayList<>(List.of(dataset("tank/pg/data").build()));
    private final List<Snapshot> snapshots = new ArrayList<>();

    /** Each newer than those before it; its number is its GUID. */
    private CommonSnapshotsTest has(String dataset, long... numbers) {
        for (long number : numbers) {
            snapshots.add(new Snapshot(
                    new DatasetName(dataset).snapshot("s" + number),
                    new Guid(number),
                    snapshots.size() + 1L,
                    1,
                    Optional.empty()));
        }
        return this;
    }

    private CommonSnapshotsTest tree(String root, Tree tree) {
        datasets.add(dataset(root).tree(tree).build());
        return this;
    }

    private CommonSnapshots when(Long... theirs) {
        return new CommonSnapshots(
                LAYOUT,
                LIVE,
                new Datasets(datasets),
                snapshots,
                Stream.of(theirs).map(Guid::new).collect(toSet()));
    }

    private static SnapshotName name(String dataset, long number) {
        return new DatasetName(dataset).snapshot("s" + number);
    }

    @Test
    void theNewestCommonOneOfEachTreeIsNeeded() {
        tree(STAGED, Tree.STAGED);
        assertThat(has("tank/pg/data", 1, 2).has(STAGED, 3, 4).when(1L, 2L, 3L).needed())
                .containsExactlyInAnyOrder(new Guid(2), new Guid(3));
    }

    @Test
    void whatThePeerHadAndHasNoMoreIsLost() {
        assertThat(has("tank/pg/data", 1, 2).when(1L).lost()).containsExactly(name("tank/pg/data", 2));
        assertThat(when(1L, 2L).lost()).isEmpty();
    }

    /** Before it was cut over to. */
    @Test
    void whatIsStagedAndGoneOnThePeerIsLost() {
        tree(STAGED, Tree.STAGED);
        assertThat(has("tank/pg/data", 1).has(STAGED, 2).when(1L).lost()).containsExactly(name(STAGED, 2));
    }

    /** A run that has set it aside may be killed before anything newer is live. */
    @Test
    void whatWasSetAsideStaysLostUntilSomethingNewerIsLive() {
        tree(ASIDE, Tree.ASIDE).tree(STAGED, Tree.STAGED);
        has("tank/pg/data", 1).has(ASIDE, 2).has(STAGED, 3);
        assertThat(when(1L, 3L).lost()).containsExactly(name(ASIDE, 2));
        assertThat(has("tank/pg/data", 4).when(1L, 3L, 4L).lost()).isEmpty();
        assertThat(when(1L, 3L, 4L).needed()).doesNotContain(new Guid(2));
    }

    @Test
    void itIsLookedForInEveryTreeOfTheGroup() {
        tree(ASIDE, Tree.ASIDE).tree(STAGED, Tree.STAGED).tree("tank/pg/data.zstandby-retired-A", Tree.RETIRED);
        datasets.add(dataset("tank/pg/other").build());
        assertThat(CommonSnapshots.places(LAYOUT, LIVE, new Datasets(datasets)))
                .map(DatasetName::value)
                .containsExactlyInAnyOrder("tank/pg/data", STAGED, "tank/pg/data.zstandby-retired-A", ASIDE);
    }
}
