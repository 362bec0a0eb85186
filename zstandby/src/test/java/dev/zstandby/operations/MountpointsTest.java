package dev.zstandby.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.config.Member;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MountpointsTest {
    private static Mountpoints mountpoints(Sightings sightings) {
        return new Mountpoints(sightings.seen());
    }

    @Test
    void aLiveDatasetKeepsItsMountpoint() {
        var moved = Sightings.single().mountpoint(Member.DATA, "/data/here");
        assertThat(mountpoints(moved).live(Member.DATA)).isEqualTo(Path.of("/data/here"));
    }

    @Test
    void aFirstSeedMountsWhereThePrimaryDoes() {
        var empty = Sightings.nested().noLive();
        assertThat(mountpoints(empty).live(Member.DATA)).isEqualTo(Path.of("/var/lib/postgresql"));
        assertThat(mountpoints(empty).live(Member.WAL)).isEqualTo(Path.of("/srv/wal"));
    }

    @Test
    void aFirstSeedWithAnotherDataDirectoryPutsItThere() {
        var empty = Sightings.single()
                .noLive()
                .peerMountpoint(Member.DATA, "/pg/alpha/17/main")
                .primary(ServerFixture.primary().dataDirectory("/pg/alpha/17/main"));
        assertThat(mountpoints(empty).live(Member.DATA)).isEqualTo(Path.of("/var/lib/postgresql/17/main"));
    }

    @Test
    void aDatasetAboveTheDataDirectoryIsMountedAsFarAboveThisNodesOwn() {
        var empty = Sightings.single()
                .noLive()
                .peerMountpoint(Member.DATA, "/pg")
                .primary(ServerFixture.primary().dataDirectory("/pg/17/main"));
        assertThat(mountpoints(empty).live(Member.DATA)).isEqualTo(Path.of("/var/lib/postgresql"));
    }

    @Test
    void aDatasetInsideTheDataDirectoryStaysInsideIt() {
        var empty = Sightings.nested()
                .noLive()
                .peerMountpoint(Member.DATA, "/pg/17/main")
                .peerMountpoint(Member.WAL, "/pg/17/main/pg_wal")
                .primary(ServerFixture.primary().dataDirectory("/pg/17/main"));
        assertThat(mountpoints(empty).live(Member.WAL)).isEqualTo(Path.of("/var/lib/postgresql/17/main/pg_wal"));
    }
}
