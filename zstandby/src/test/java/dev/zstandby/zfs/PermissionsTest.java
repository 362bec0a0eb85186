package dev.zstandby.zfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What {@code zfs allow tank/pg} of OpenZFS 2.3 prints. */
class PermissionsTest {
    private static final String ALLOW = """
            ---- Permissions on tank/pg ------------------------------------------
            Permission sets:
            \t@backup hold,release,send
            Create time permissions:
            \tdestroy
            Local permissions:
            \tuser zstandby userprop
            Local+Descendent permissions:
            \tgroup wheel rollback
            \tuser zstandby hold,mount,send
            \tuser zstandby2 destroy
            \teveryone release
            Descendent permissions:
            \tuser zstandby snapshot
            """;

    private static Permissions of(String user) {
        return Permissions.parse(ALLOW.lines().toList(), user);
    }

    @Test
    void whatTheUserAndEveryoneMayDoOnTheDatasetItself() {
        assertThat(of("zstandby").granted()).containsExactlyInAnyOrder("userprop", "hold", "mount", "send", "release");
    }

    @Test
    void aUserWhoseNameBeginsAlikeIsAnotherUser() {
        assertThat(of("zstandby2").granted()).containsExactlyInAnyOrder("destroy", "release");
    }

    @Test
    void whatIsMissingKeepsItsOrder() {
        assertThat(of("zstandby").missing(List.of("snapshot", "send", "hold", "destroy")))
                .containsExactly("snapshot", "destroy");
    }

    @Test
    void nothingIsGrantedWhereNothingIsPrinted() {
        assertThat(Permissions.parse(List.of(), "zstandby").missing(List.of("send")))
                .containsExactly("send");
    }
}
