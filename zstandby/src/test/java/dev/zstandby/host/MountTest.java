package dev.zstandby.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MountTest {
    @Test
    void aLineNamesPathTypeAndSource() {
        assertThat(Mount.parse("36 35 98:0 / /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue"))
                .contains(new Mount(Path.of("/mnt2"), "ext3", "/dev/root"));
        assertThat(Mount.parse("40 35 0:40 / /srv/my\\040wal rw - zfs tank/pg/my\\040wal rw,xattr"))
                .contains(new Mount(Path.of("/srv/my wal"), "zfs", "tank/pg/my wal"));
    }

    @Test
    void whatIsNoSuchLineIsNoMount() {
        assertThat(Mount.parse("")).isEmpty();
        assertThat(Mount.parse("36 35 98:0 - ext3")).isEmpty();
    }

    @Test
    void theRootOfThisSystemIsMounted() {
        assertThat(Mount.all()).extracting(Mount::path).contains(Path.of("/"));
    }

    @Test
    void whatABootEmptiesIsTemporary() {
        assertThat(new Mount(Path.of("/x"), "tmpfs", "tmpfs").isTemporary()).isTrue();
        assertThat(new Mount(Path.of("/x"), "zfs", "tank/x").isTemporary()).isFalse();
    }
}
