package dev.zstandby.zfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tank",
                "tank/pg",
                "tank/my pg/data",
                "tank/a-b_c.d:e",
                "rpool/ROOT/debian-13",
                "t/0",
                "tank/.hidden",
                "tank/_private",
                "tank/-r",
                "tank/:a",
                "tank/...",
                "tank/..a/.b",
                "tank/ a",
                "tank/pg "
            })
    void namesOfDatasets(String name) {
        assertThat(new DatasetName(name).value()).isEqualTo(name);
    }

    static Stream<String> noNames() {
        return Stream.of(
                "",
                "/",
                "/tank",
                "tank/",
                "tank//pg",
                "tank/..",
                "tank/../etc",
                "tank/.",
                "tank/pg@a",
                "tank/pg#a",
                "tank/%recv",
                "-r",
                "tank/a\nb",
                "tank/a\tb",
                "tank/a\0b",
                "tank/'$(id)'",
                "tank/pg;id",
                "tank/./pg",
                ".tank",
                "_tank",
                ":tank",
                " tank",
                "0tank/pg",
                "tank\n",
                "tank/ü",
                "t/" + "x".repeat(254));
    }

    @ParameterizedTest
    @MethodSource("noNames")
    void whatIsNoNameOfADatasetIsRejectedWithTheText(String name) {
        assertThat(DatasetName.isValid(name)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DatasetName(name))
                .withMessage("not the name of a dataset: " + name);
    }

    @Test
    void theLongestNameIsTwoHundredAndFiftyFiveLong() {
        assertThat(DatasetName.isValid("t/" + "x".repeat(253))).isTrue();
    }

    @Test
    void theLongestNameOfASnapshotIsTwoHundredAndFiftyFiveLong() {
        var dataset = new DatasetName("t");
        assertThat(dataset.snapshot("x".repeat(255)).name()).hasSize(255);
        assertThatIllegalArgumentException().isThrownBy(() -> dataset.snapshot("x".repeat(256)));
    }

    @Test
    void aPoolHasNoParent() {
        assertThat(new DatasetName("tank").isPool()).isTrue();
        assertThatIllegalStateException().isThrownBy(() -> new DatasetName("tank").parent());
        assertThat(new DatasetName("tank/a/b").parent()).isEqualTo(new DatasetName("tank/a"));
        assertThat(new DatasetName("tank/a/b").pool()).isEqualTo("tank");
    }

    @Test
    void belowIsDecidedByComponents() {
        var root = new DatasetName("tank/pg");
        assertThat(root.isAtOrBelow(root)).isTrue();
        assertThat(new DatasetName("tank/pg/wal").isAtOrBelow(root)).isTrue();
        assertThat(new DatasetName("tank/pg2").isAtOrBelow(root)).isFalse();
        assertThat(new DatasetName("tank").isAtOrBelow(root)).isFalse();
    }

    @Test
    void aDatasetMovesWithItsTree() {
        var from = new DatasetName("tank/pg");
        var to = new DatasetName("tank/pg.old");
        assertThat(new DatasetName("tank/pg/a/b").moved(from, to)).isEqualTo(new DatasetName("tank/pg.old/a/b"));
        assertThat(from.moved(from, to)).isEqualTo(to);
        assertThatIllegalArgumentException().isThrownBy(() -> new DatasetName("tank/other").moved(from, to));
    }

    /** What is called so may be destroyed. */
    @Test
    void onlyTheWholeFormOfANameMakesASnapshotOurs() {
        assertThat(SnapshotName.isOurs("zstandby-20261123T010203Z-9f3a1c")).isTrue();
        assertThat(List.of(
                        "zstandby-before-upgrade",
                        "zstandby-20261123T010203Z",
                        "zstandby-20261123T010203Z-9f3a1c-keep",
                        "my-zstandby-20261123T010203Z-9f3a1c",
                        "zstandby-20261123T010203Z-9F3A1C"))
                .noneMatch(SnapshotName::isOurs);
    }

    @Test
    void aSnapshotsNameIsReadAndPrintedAlike() {
        var name = SnapshotName.parse("tank/my pg@autosnap_2026-11-23_01:00:00 daily");
        assertThat(name.dataset()).isEqualTo(new DatasetName("tank/my pg"));
        assertThat(name.name()).isEqualTo("autosnap_2026-11-23_01:00:00 daily");
        assertThat(name).hasToString("tank/my pg@autosnap_2026-11-23_01:00:00 daily");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tank/pg", "tank/pg@", "@a", "tank/pg@a@b", "tank/pg@a/b", "tank/pg@a%b", "tank@a\n", ""})
    void whatIsNoNameOfASnapshotIsRejected(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SnapshotName.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "9223372036854775807", "9223372036854775808", "18446744073709551615"})
    void aGuidIsUnsigned(String decimal) {
        assertThat(Guid.parse(decimal)).hasToString(decimal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "-1", "18446744073709551616", "0x1", "1 "})
    void whatIsNoGuidIsRejected(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Guid.parse(text));
    }

    @Test
    void aGuidReadInHexadecimalEqualsTheSameInDecimal() {
        assertThat(new Guid(0xd3a1c8e0f1b2a394L)).isEqualTo(Guid.parse("15249690681706455956"));
    }
}
