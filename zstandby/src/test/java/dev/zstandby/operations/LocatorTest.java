package dev.zstandby.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.zfs.DatasetName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocatorTest {
    @TempDir
    Path temp;

    private Path root = Path.of("/");

    @BeforeEach
    void resolve() throws IOException {
        root = temp.toRealPath();
    }

    @Test
    void theDeepestMountpointHoldsThePath() throws IOException {
        var data = Files.createDirectories(root.resolve("pg/main"));
        var locator = locator("zfs");

        assertThat(locator.locate(data)).isEqualTo(new Location.OnDataset(data, new DatasetName("tank/pg/data"), data));
        assertThat(locator.locate(Files.createDirectory(data.resolve("pg_wal"))))
                .isEqualTo(new Location.OnDataset(data.resolve("pg_wal"), new DatasetName("tank/pg/data"), data));
        assertThat(locator.locate(Files.createDirectory(root.resolve("pg/main2"))))
                .isEqualTo(new Location.OnDataset(
                        root.resolve("pg/main2"), new DatasetName("tank/pg"), root.resolve("pg")));
    }

    @Test
    void aSymbolicLinkIsFollowed() throws IOException {
        var wal = Files.createDirectories(root.resolve("pg/wal/pg_wal"));
        var data = Files.createDirectories(root.resolve("pg/main"));
        var link = Files.createSymbolicLink(data.resolve("pg_wal"), wal);

        assertThat(locator("zfs").locate(link))
                .isEqualTo(new Location.OnDataset(wal, new DatasetName("tank/pg"), root.resolve("pg")));
    }

    @Test
    void anotherFileSystemBelowAMountpointIsNoDataset() throws IOException {
        var data = Files.createDirectories(root.resolve("pg/main"));

        assertThat(locator("ext4").locate(data)).isEqualTo(new Location.Elsewhere(data, "ext4"));
    }

    @Test
    void whatIsNotThereIsNowhere() throws IOException {
        var dangling = Files.createSymbolicLink(root.resolve("link"), Path.of("gone"));

        assertThat(locator("zfs").locate(root.resolve("none"))).isEqualTo(new Location.Nowhere(root.resolve("none")));
        assertThat(locator("zfs").locate(dangling)).isEqualTo(new Location.Nowhere(dangling));
    }

    @Test
    void aDatasetMountedByAnotherProgramIsNotGuessed() throws IOException {
        var place = Files.createDirectory(root.resolve("legacy"));

        assertThat(locator("zfs").locate(place)).isInstanceOf(Location.Elsewhere.class);
    }

    @Test
    void theSystemTellsTheTypeOfAFileSystem() {
        assertThat(Locator.of(List.of()).locate(root))
                .isInstanceOfSatisfying(
                        Location.Elsewhere.class,
                        where -> assertThat(where.fileSystem()).isNotBlank());
    }

    private Locator locator(String fileSystem) {
        return new Locator(
                List.of(
                        HostSamples.unmounted("tank", 1000),
                        HostSamples.mounted("tank/pg", root.resolve("pg")),
                        HostSamples.mounted("tank/pg/data", root.resolve("pg/main"))),
                path -> fileSystem);
    }
}
