package dev.zstandby.zfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
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

    private static final DatasetName PG = new DatasetName("tank/pg");

    private static Permissions of(String user) {
        return of(ALLOW, user);
    }

    private static Permissions of(String allow, String user) {
        return Permissions.parse(allow.lines().toList(), PG, user);
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
        assertThat(Permissions.parse(List.of(), PG, "zstandby").missing(List.of("send")))
                .containsExactly("send");
    }

    @Test
    void ofADatasetAboveOnlyWhatCountsBelowItCounts() {
        assertThat(of("""
                        ---- Permissions on tank/pg ------------------------------------------
                        Local permissions:
                        \tuser zstandby send
                        ---- Permissions on tank ---------------------------------------------
                        Local permissions:
                        \tuser zstandby destroy
                        Local+Descendent permissions:
                        \tuser zstandby hold
                        Descendent permissions:
                        \tuser zstandby release
                        \teveryone snapshot
                        """, "zstandby").granted()).containsExactlyInAnyOrder("send", "hold", "release", "snapshot");
    }

    @Test
    void aHeadingOfANameThatBeginsAlikeIsAnotherDatasets() {
        assertThat(of("""
                        ---- Permissions on tank/pg2 -----------------------------------------
                        Local permissions:
                        \tuser zstandby send
                        """, "zstandby").granted()).isEmpty();
    }

    @Test
    void aPermissionSetGrantsWhatIsInIt() {
        assertThat(of("""
                        ---- Permissions on tank/pg ------------------------------------------
                        Local+Descendent permissions:
                        \tuser zstandby @backup,mount
                        ---- Permissions on tank ---------------------------------------------
                        Permission sets:
                        \t@backup hold,release,send
                        \t@other destroy
                        """, "zstandby").missing(List.of("hold", "release", "send", "mount", "destroy")))
                .containsExactly("destroy");
    }

    @Test
    void aPermissionSetThatNobodyWasGivenGrantsNothing() {
        assertThat(of(ALLOW, "somebody").granted()).isEqualTo(Set.of("release"));
    }
}
