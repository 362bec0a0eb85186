package dev.zstandby.zfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.host.Mount;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetsTest {
    private static Dataset at(String name, String mountpoint) {
        return dataset(name, "filesystem", mountpoint, "yes");
    }

    private static Dataset volume(String name) {
        return dataset(name, "volume", "-", "-");
    }

    private static Dataset dataset(String name, String type, String mountpoint, String mounted) {
        return Listing.dataset(
                String.join("\t", name, type, "-", mountpoint, mounted, "0", "0", "0", "-", "-", "-", "-", "-", "off"));
    }

    private static final Dataset DATA = at("tank/pg/data", "/srv/pg");
    private static final Dataset WAL = at("tank/pg/wal", "/srv/pg/main/pg_wal");

    private static Datasets of(Dataset... datasets) {
        return new Datasets(List.of(datasets));
    }

    @Test
    void aTreeIsADatasetWithAllBelowItAndNothingThatOnlyHasASimilarName() {
        var below = at("tank/pg/data/a/b", "none");
        var datasets = of(at("tank/pg", "none"), DATA, below, at("tank/pg/data.zstandby-staged", "none"), WAL);
        assertThat(datasets.tree(DATA.name())).containsExactly(DATA, below);
        assertThat(datasets.tree(new DatasetName("tank/other"))).isEmpty();
    }

    @Test
    void volumesAreFoundOnlyByWhoAsksForThem() {
        var volume = volume("tank/pg/data/vol");
        var datasets = of(at("tank/pg", "none"), DATA, volume, volume("tank/pg/vol"));
        assertThat(datasets.treeWithVolumes(DATA.name())).containsExactly(DATA, volume);
        assertThat(datasets.treeWithVolumes(volume.name())).containsExactly(volume);
        assertThat(datasets.tree(DATA.name())).containsExactly(DATA);
        assertThat(datasets.named(volume.name())).isEmpty();
        assertThat(datasets.childrenOf(new DatasetName("tank/pg"))).containsExactly(DATA);
        assertThat(datasets.straysIn(List.of(DATA), List.of())).isEmpty();
    }

    @Test
    void childrenLieDirectlyBelow() {
        var pool = at("tank", "none");
        var parent = at("tank/pg", "none");
        assertThat(of(pool, parent, DATA, at("tank/pg/data/a", "none"), WAL).childrenOf(parent.name()))
                .containsExactly(DATA, WAL);
        assertThat(of(pool, parent, DATA).childrenOf(pool.name())).containsExactly(parent);
    }

    @Test
    void whatIsMountedInsideAndNotOfTheGroupIsAStray() {
        var logs = at("tank/logs", "/srv/pg/main/log");
        assertThat(of(DATA, WAL, logs).straysIn(List.of(DATA, WAL), List.of()))
                .containsExactly(new Stray("Dataset tank/logs", Path.of("/srv/pg/main/log")));
        assertThat(of(DATA, WAL).straysIn(List.of(DATA), List.of()))
                .extracting(Stray::what)
                .containsExactly("Dataset " + WAL.name());
    }

    @Test
    void whatIsMountedBesideAboveOrNowhereIsNone() {
        var others = of(
                DATA,
                WAL,
                at("tank", "/srv"),
                at("tank/x", "/srv/pg2"),
                at("tank/legacy", "legacy"),
                at("tank/old", "/srv/pg"));
        assertThat(others.straysIn(List.of(DATA, WAL), List.of())).isEmpty();
    }

    private static Mount mount(String path, String type, String source) {
        return new Mount(Path.of(path), type, source);
    }

    private static Mount asItIs(Dataset dataset) {
        return mount(
                dataset.mountpoint().orElseThrow().toString(),
                "zfs",
                dataset.name().value());
    }

    @Test
    void whatIsMountedInsideByOtherMeansIsAStrayToo() {
        var group = List.of(DATA, WAL);
        var place = DATA.mountpoint().orElseThrow();
        var mounts = List.of(
                asItIs(DATA),
                asItIs(WAL),
                mount("/", "ext4", "/dev/sda1"),
                mount(place + "/ts", "xfs", "/dev/sdb"),
                mount(place + "/legacy", "zfs", "tank/legacy"),
                mount(place + "/.zfs/snapshot/daily", "zfs", DATA.name() + "@daily"));
        assertThat(of(DATA, WAL).straysIn(group, mounts))
                .containsExactly(
                        new Stray("The xfs file system /dev/sdb", place.resolve("ts")),
                        new Stray("Dataset tank/legacy", place.resolve("legacy")));
    }

    @Test
    void whatIsMountedOverADatasetOfTheGroupHidesItAndWhatItIsMountedOverDoesNot() {
        var place = DATA.mountpoint().orElseThrow();
        var over = mount(place.toString(), "tmpfs", "tmpfs");
        assertThat(of(DATA).straysIn(List.of(DATA), List.of(asItIs(DATA), over)))
                .containsExactly(new Stray("The tmpfs file system tmpfs", place));
        assertThat(of(DATA).straysIn(List.of(DATA), List.of(over, asItIs(DATA))))
                .isEmpty();
    }
}
