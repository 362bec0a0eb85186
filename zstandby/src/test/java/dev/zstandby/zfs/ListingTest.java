package dev.zstandby.zfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.zstandby.Bytes;
import dev.zstandby.zfs.Dataset.Tree;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lines as {@code zfs list -Hp} of OpenZFS 2.3.9 prints them. */
class ListingTest {
    private static String tabs(String line) {
        return line.replace('|', '\t');
    }

    private static Dataset dataset(String line) {
        return Listing.dataset(tabs(line + "|off"));
    }

    @Test
    void aLiveDataset() {
        var found = dataset("tank/pg/data|filesystem|-|/var/lib/postgresql|yes|1887436800|98304|0|-|-|-|-|-");
        assertThat(found)
                .isEqualTo(new Dataset(
                        new DatasetName("tank/pg/data"),
                        false,
                        Optional.empty(),
                        Optional.of(Path.of("/var/lib/postgresql")),
                        true,
                        new Bytes(1_887_436_800),
                        new Bytes(98304),
                        Bytes.ZERO,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        false));
    }

    @Test
    void aStagedCloneWithAnInterruptedReceive() {
        var found = dataset(
                "tank/pg.zstandby-staged|filesystem|tank/pg@zstandby-20261123T010203Z-9f3a1c|/run/zstandby/staged/data|no"
                        + "|1887436800|98304|512|1-e604ea4bf-e0-789c63a2|staged|20261123T010203Z-9f3a1c|1|-");
        assertThat(found.origin()).contains(SnapshotName.parse("tank/pg@zstandby-20261123T010203Z-9f3a1c"));
        assertThat(found.resumeToken()).contains("1-e604ea4bf-e0-789c63a2");
        assertThat(found.tree()).contains(Tree.STAGED);
        assertThat(found.cutOver()).contains("20261123T010203Z-9f3a1c");
        assertThat(found.prepared()).isTrue();
        assertThat(found.mounted()).isFalse();
        assertThat(found.written()).isEqualTo(new Bytes(512));
    }

    @Test
    void aRetiredTreeSaysWhatItWas() {
        var found = dataset(
                "tank/pg.zstandby-retired-X|filesystem|-|/var/lib/postgresql|no|1|1|0|-|retired|-|-" + "|primary");
        assertThat(found.tree()).contains(Tree.RETIRED);
        assertThat(found.role()).contains("primary");
    }

    @Test
    void aTreeThatWasSetAsideIsNoRetiredOne() {
        assertThat(dataset("tank/pg.zstandby-aside-X|filesystem|-|none|no|1|1|0|-|aside|-|-|-")
                        .tree())
                .contains(Tree.ASIDE);
    }

    @Test
    void aNameMayHoldSpaces() {
        assertThat(dataset("tank/my pg/data 2|filesystem|-|/mnt/my pg|yes|1|1|0|-|-|-|-|-"))
                .satisfies(found -> {
                    assertThat(found.name().value()).isEqualTo("tank/my pg/data 2");
                    assertThat(found.mountpoint()).contains(Path.of("/mnt/my pg"));
                });
    }

    @Test
    void noneAndLegacyAreNoMountpoints() {
        assertThat(dataset("tank|filesystem|-|none|no|1|1|0|-|-|-|-|-").mountpoint())
                .isEmpty();
        assertThat(dataset("tank/a|filesystem|-|legacy|yes|1|1|0|-|-|-|-|-").mountpoint())
                .isEmpty();
    }

    @Test
    void aVolumeHasNeitherAMountpointNorIsItMounted() {
        var found = dataset("tank/pg.zstandby-staged/vol|volume|-|-|-|1887436800|12288|12288|-|staged" + "|-|-|-");
        assertThat(found.volume()).isTrue();
        assertThat(found.mountpoint()).isEmpty();
        assertThat(found.mounted()).isFalse();
        assertThat(found.tree()).as("inherited").contains(Tree.STAGED);
    }

    @Test
    void aTreeOfAnUnknownKindIsNotOurs() {
        assertThat(dataset("tank|filesystem|-|/tank|yes|1|1|0|-|something|-|-|-")
                        .tree())
                .isEmpty();
    }

    /** Seen in the fault matrix, while a tree was being swapped in. */
    @Test
    void aLittleLessThanNothingIsNothing() {
        assertThat(dataset("tank/pg|filesystem|-|/tank|yes|1|1|18446744073709547520|-|-|-|-|-")
                        .written())
                .isEqualTo(Bytes.ZERO);
    }

    @Test
    void aGuidMayBeLargerThanASignedNumber() {
        assertThat(Listing.snapshot(tabs("tank/pg@a|18446744073709551615|1|0|-|-|-|-"))
                        .guid()
                        .toString())
                .isEqualTo("18446744073709551615");
    }

    @Test
    void aSnapshotOfZstandbyCarriesItsNote() {
        assertThat(Listing.snapshot(tabs("tank/pg@zstandby-20261123T010203Z-9f3a1c|15370985216021823374|4711|2"
                        + "|7412345678901234567|3|0/7000028|0/7000110")))
                .isEqualTo(new Snapshot(
                        SnapshotName.parse("tank/pg@zstandby-20261123T010203Z-9f3a1c"),
                        Guid.parse("15370985216021823374"),
                        4711,
                        2,
                        Optional.of(new Snapshot.WalNote(
                                "7412345678901234567", 3, "0/7000028", Optional.of("0/7000110")))));
    }

    @Test
    void aNoteWithoutItsUpperEndIsStillANote() {
        var found = Listing.snapshot(tabs("tank/pg@zstandby-1|42|4711|0|7412345678901234567|3|0/7000028|-"));
        assertThat(found.wal().orElseThrow().upper()).isEmpty();
    }

    @Test
    void aSnapshotOfSomebodyElseCarriesNone() {
        var found = Listing.snapshot(tabs("tank/pg@autosnap_2026-11-23_01:00:00_hourly|42|4711|0|-|-|-|-"));
        assertThat(found.wal()).isEmpty();
        assertThat(found.name().name()).isEqualTo("autosnap_2026-11-23_01:00:00_hourly");
    }

    @Test
    void anotherNumberOfColumnsIsNotGuessedAt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Listing.snapshot("tank/pg@a\t42"))
                .withMessageContaining("printed 2 columns where 8 were asked for: tank/pg@a");
    }

    @Test
    void anEncryptedOneNamesItsCipher() {
        var line = "tank/pg|filesystem|-|/srv|yes|1|1|0|-|-|-|-|-";
        assertThat(Listing.dataset(tabs(line + "|aes-256-gcm")).encrypted()).isTrue();
        assertThat(Listing.dataset(tabs(line + "|off")).encrypted()).isFalse();
        assertThat(Listing.dataset(tabs(line + "|-")).encrypted()).isFalse();
    }

    @Test
    void thereAreAsManyColumnsAsAreAskedFor() {
        assertThat(Listing.DATASET_COLUMNS.split(",")).hasSize(14);
        assertThat(Listing.SNAPSHOT_COLUMNS.split(",")).hasSize(8);
    }
}
