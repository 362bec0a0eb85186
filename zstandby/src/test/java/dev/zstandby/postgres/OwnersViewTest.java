package dev.zstandby.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The texts are what psql of PostgreSQL 15.18 printed with -z and -0. */
final class OwnersViewTest {
    @Test
    void readsNamesOfAnyCharacters() {
        var view = OwnersView.parse("/srv/data dir/main\00016384\0odd\nname|x\0/srv/ts1\00016385\0archive\0/srv/ts2\0");

        assertThat(view).hasValueSatisfying(seen -> {
            assertThat(seen.dataDirectory()).isEqualTo(Path.of("/srv/data dir/main"));
            assertThat(seen.tablespaces())
                    .containsExactly(
                            new Tablespace(16384, "odd\nname|x", Path.of("/srv/ts1")),
                            new Tablespace(16385, "archive", Path.of("/srv/ts2")));
        });
    }

    @Test
    void aServerMayHaveNoTablespaces() {
        assertThat(OwnersView.parse("/srv/main\0"))
                .hasValueSatisfying(seen -> assertThat(seen.tablespaces()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/srv/main", "\0", "/srv/main\00016384\0archive\0", "/srv/main\0x\0archive\0/srv/ts\0"})
    void whatIsNotUnderstoodIsNothing(String output) {
        assertThat(OwnersView.parse(output)).isEmpty();
    }
}
