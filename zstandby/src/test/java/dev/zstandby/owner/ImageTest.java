package dev.zstandby.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.NodeName;
import dev.zstandby.config.Member;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageTest {
    private static final Image IMAGE = new Image(
            new NodeName("alpha"),
            17,
            Path.of("/var/lib/postgresql/17/main"),
            Map.of("data", Path.of("/var/lib/postgresql"), "wal", Path.of("/var/lib/postgresql/17/main/pg_wal")),
            true,
            List.of(),
            Optional.empty());

    @Test
    void aPathOnThePrimaryIsFoundInTheTreeMountedAside() {
        assertThat(IMAGE.aside(Path.of("/var/lib/postgresql/17/main")))
                .contains(Path.of("/run/zstandby/staged/data/17/main"));
    }

    @Test
    void theDeepestDatasetHoldsThePath() {
        assertThat(IMAGE.aside(Path.of("/var/lib/postgresql/17/main/pg_wal/0001")))
                .contains(Path.of("/run/zstandby/staged/wal/0001"));
    }

    @Test
    void aPathOutsideTheGroupIsNotFound() {
        assertThat(IMAGE.aside(Path.of("/srv/elsewhere"))).isEmpty();
        assertThat(IMAGE.aside(Path.of("/var/lib/postgresql2"))).isEmpty();
        assertThat(IMAGE.aside(Path.of("/var/lib/postgresql/../../../etc"))).isEmpty();
    }

    @Test
    void theMountpointAsideIsOneComponentWhateverTheMembersName() {
        assertThat(Aside.mountpoint(Member.tablespace("my space/../x")))
                .isEqualTo(Path.of("/run/zstandby/staged/tablespace%20my%20space%2f..%2fx"));
        assertThat(Aside.mountpoint(Member.tablespace("a b"))).isNotEqualTo(Aside.mountpoint(Member.tablespace("a-b")));
    }
}
