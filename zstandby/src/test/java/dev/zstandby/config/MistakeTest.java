package dev.zstandby.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MistakeTest {
    @Test
    void showsTheLineWithACaretBelowTheColumn() {
        var mistake = new Mistake(
                "/etc/zstandby/zstandby.yaml",
                12,
                3,
                "  dataset: tank/pg",
                "unknown key \"dataset\" in \"postgres\".",
                "Did you mean \"datasets\" at the top level?");

        assertThat(mistake.rendered())
                .containsExactly(
                        "/etc/zstandby/zstandby.yaml:12:3: unknown key \"dataset\" in \"postgres\".",
                        "  12 |   dataset: tank/pg",
                        "     |   ^",
                        "  Did you mean \"datasets\" at the top level?");
    }

    @Test
    void theFileCannotSteerTheTerminal() {
        assertThat(new Mistake("f", 1, 4, "\ta\u001b[2J", "s.", "").rendered())
                .containsExactly("f:1:4: s.", "  1 |  a\uFFFD[2J", "    |    ^");
    }

    @Test
    void ofALongLineTheNeighbourhoodOfTheColumnIsShown() {
        var mistake = new Mistake("f", 1, 501, "a".repeat(500) + "b" + "c".repeat(500), "s.", "");

        assertThat(mistake.rendered())
                .containsExactly(
                        "f:1:501: s.",
                        "  1 | " + "a".repeat(80) + "b" + "c".repeat(39),
                        "    | " + " ".repeat(80) + "^");
    }

    @Test
    void columnsCountCharactersAndNotTheirHalves() {
        assertThat(new Mistake("f", 1, 2, "\uD83D\uDE00x", "s.", "").rendered())
                .containsExactly("f:1:2: s.", "  1 | \uD83D\uDE00x", "    |  ^");
    }
}
