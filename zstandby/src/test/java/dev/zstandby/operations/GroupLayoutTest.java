package dev.zstandby.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zstandby.zfs.DatasetName;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GroupLayoutTest {
    private static GroupLayout layout(String... names) {
        return GroupLayout.of(Stream.of(names).map(DatasetName::new).toList());
    }

    private static DatasetName name(String text) {
        return new DatasetName(text);
    }

    @Test
    void aRootHasNoOtherOfTheGroupAboveIt() {
        assertThat(layout("tank/pg/wal", "tank/pg", "fast/ts", "tank/pg/data/deep")
                        .roots())
                .containsExactly(name("fast/ts"), name("tank/pg"));
    }

    @Test
    void aLongerNameIsNotBelowAShorterOne() {
        assertThat(layout("tank/pg", "tank/pg2").roots()).containsExactly(name("tank/pg"), name("tank/pg2"));
        assertThat(layout("tank/pg", "tank/pg 2").roots()).containsExactly(name("tank/pg"), name("tank/pg 2"));
    }

    @Test
    void datasetsSideBySideAreAllRoots() {
        assertThat(layout("tank/pg/wal", "tank/pg/data").roots())
                .isEqualTo(List.of(name("tank/pg/data"), name("tank/pg/wal")));
    }

    @Test
    void stagedAndRetiredTreesAreSiblingsOfTheRoot() {
        var layout = layout("tank/pg", "tank/pg/wal");
        assertThat(layout.staged(name("tank/pg/wal"))).isEqualTo(name("tank/pg.zstandby-staged/wal"));
        assertThat(GroupLayout.retiredRoot(name("tank/pg"), "X")).isEqualTo(name("tank/pg.zstandby-retired-X"));
        assertThat(layout.staged(name("tank/pg"))).isEqualTo(GroupLayout.stagedRoot(name("tank/pg")));
    }

    @Test
    void aRetiredTreesIdIsReadFromItsName() {
        assertThat(GroupLayout.retiredId(name("tank/pg"), name("tank/pg.zstandby-retired-X")))
                .contains("X");
        assertThat(GroupLayout.retiredId(name("tank/pg"), name("tank/pg2.zstandby-retired-X")))
                .isEmpty();
        assertThat(GroupLayout.retiredId(name("tank/pg"), name("tank/pg.zstandby-staged")))
                .isEmpty();
    }

    @Test
    void aDatasetOutsideTheGroupHasNoRoot() {
        var layout = layout("tank/pg");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layout.rootOf(name("tank/other")))
                .withMessageContaining("tank/other");
    }

    @Test
    void aTreeThatIsSetAsideIsNoRetiredTree() {
        var aside = GroupLayout.asideRoot(name("tank/pg"), "X");
        assertThat(aside).isEqualTo(name("tank/pg.zstandby-aside-X"));
        assertThat(GroupLayout.retiredId(name("tank/pg"), aside)).isEmpty();
        assertThat(GroupLayout.isAsideRoot(name("tank/pg"), aside)).isTrue();
        assertThat(GroupLayout.isAsideRoot(name("tank/pg"), name(aside + "/wal")))
                .isFalse();
        assertThat(GroupLayout.isAsideRoot(name("tank/pg"), name("tank/pg.zstandby-staged")))
                .isFalse();
    }

    @Test
    void whatLiesInATreeOfOursIsToldFromWhatOnlyHasASimilarName() {
        for (var ours :
                List.of(".zstandby-staged", ".zstandby-staged/wal", ".zstandby-retired-X", ".zstandby-retired-X/wal")) {
            assertThat(GroupLayout.isOfOurs(name("tank/pg"), name("tank/pg" + ours)))
                    .as(ours)
                    .isTrue();
        }
        for (var others : List.of("", "/wal", ".zstandby-staged-not", "2.zstandby-staged")) {
            assertThat(GroupLayout.isOfOurs(name("tank/pg"), name("tank/pg" + others)))
                    .as(others)
                    .isFalse();
        }
    }
}
