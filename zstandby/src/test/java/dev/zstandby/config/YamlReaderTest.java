package dev.zstandby.config;

import static dev.zstandby.config.Samples.briefly;
import static dev.zstandby.config.Samples.fullWith;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.NodeName;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    @ParameterizedTest
    @ValueSource(strings = {"no", "yes", "on", "null", "true", "0777", "12:30:00", "1e3", "~"})
    void wordsThatYamlOnceTookForOtherTypesStayTexts(String word) {
        assertThat(Samples.valid(fullWith("database: postgres", "database: " + word))
                        .replication()
                        .database())
                .isEqualTo(word);
    }

    @Test
    void aNodeMayBeCalledNo() {
        Configuration configuration =
                Samples.valid(fullWith("node: beta", "node: no").replace("alpha:", "on:"));

        assertThat(configuration.node()).isEqualTo(new NodeName("no"));
        assertThat(configuration.peers()).containsOnlyKeys(new NodeName("on"));
    }

    @Test
    void quotedAndFoldedTextsAreRead() {
        Configuration configuration = Samples.valid(
                fullWith("data-directory: /var/lib/postgresql/17/main", "data-directory: \"/srv/a \\\"b\\\": #c\""));

        assertThat(configuration.postgres().dataDirectory()).isEqualTo(Path.of("/srv/a \"b\": #c"));
    }

    @Test
    void byteOrderMarkAndCarriageReturnsDoNoHarm() {
        assertThat(Samples.valid("\uFEFF" + Samples.FULL.replace("\n", "\r\n"))).isEqualTo(Samples.valid(Samples.FULL));
        assertThat(briefly("\uFEFF" + fullWith("node: beta", "node: B").replace("\n", "\r\n")))
                .singleElement()
                .asString()
                .startsWith("1:7: ");
    }

    @Test
    void everyLineIndentedByATabIsReported() {
        assertThat(briefly("node: beta\npostgres:\n\tport: 1\n  \towner: x\n"))
                .containsExactly(
                        "3:1: a tab stands in the indentation. YAML is indented by spaces; replace the tab.",
                        "4:3: a tab stands in the indentation. YAML is indented by spaces; replace the tab.");
    }

    @Test
    void aQuoteThatIsNeverClosedIsShownWhereItOpens() {
        assertThat(briefly(fullWith("service: postgresql@17-main", "service: \"postgresql@17-main")))
                .singleElement()
                .asString()
                .startsWith("7:12: ");
        assertThat(briefly("node: \"beta\n"))
                .containsExactly("1:7: the quote that opens here is never closed. Close it at the end of the value.");
    }

    @Test
    void brokenYamlIsOneMistakeAtItsPlace() {
        assertThat(briefly("node: be: ta\n")).singleElement().asString().startsWith("1:9: a second key");
        assertThat(briefly("node: beta\npostgres\ndatasets:\n"))
                .singleElement()
                .asString()
                .startsWith("2:1: this is neither a key nor a value.");
        assertThat(briefly("node: beta\npostgres:\n    port: 1\n  owner: x\n"))
                .singleElement()
                .asString()
                .startsWith("4:3: this does not continue");
        assertThat(briefly("node: @beta\n"))
                .singleElement()
                .asString()
                .startsWith("1:7: a value cannot begin with this character.");
        assertThat(briefly("node: [beta\npostgres: x\n"))
                .singleElement()
                .asString()
                .startsWith("1:7: the bracket that opens here is not closed.");
        assertThat(briefly("node: \"\\q\"\n")).singleElement().asString().startsWith("1:9: YAML does not know");
        assertThat(briefly("%YAML 2.0\n---\nnode: beta\n"))
                .singleElement()
                .asString()
                .startsWith("1:1: this is not");
    }

    @Test
    void aCharacterThatCannotStandInYamlIsShownAtItsPlace() {
        assertThat(briefly("# \uD83D\uDE00 \u0007\nnode: \u001b[31m\n"))
                .containsExactly(
                        "1:5: the character U+0007 cannot stand in YAML. Remove it, or write it as an escape in double"
                                + " quotes.",
                        "2:7: the character U+001B cannot stand in YAML. Remove it, or write it as an escape in double"
                                + " quotes.");
    }

    @Test
    void aliasesAndFurtherDocumentsAreNotRead() {
        assertThat(briefly("node: &x beta\nbackup-mode: *x\n"))
                .singleElement()
                .asString()
                .startsWith("2:14: aliases");
        assertThat(briefly(Samples.FULL + "---\nnode: gamma\n"))
                .singleElement()
                .asString()
                .startsWith("36:1: a second YAML document begins here.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# only a remark\n", "---\n", "''"})
    void anEmptyFileIsSaidToBeEmpty(String text) {
        assertThat(Samples.mistakes(text))
                .singleElement()
                .extracting(Mistake::sentence)
                .isEqualTo("the file holds no key.");
    }

    @Test
    void aFileThatIsNoMappingIsOneMistake() {
        assertThat(briefly("- node\n- postgres\n"))
                .singleElement()
                .asString()
                .startsWith("1:1: the file must hold keys and values, but holds a list.");
        assertThat(briefly("just words")).singleElement().asString().contains("but holds \"just words\".");
    }

    @Test
    void aKeyIsOneWord() {
        assertThat(briefly(Samples.FULL + "? [a, b]\n: c\n"))
                .singleElement()
                .asString()
                .startsWith("36:3: a key at the top level must be one word, but is a list.");
    }

    @Test
    void nestingAsDeepAsTheFileIsLongDoesNotOverflowTheStack() {
        assertThat(briefly("[".repeat(100_000)))
                .singleElement()
                .asString()
                .startsWith("1:22: the nesting is too deep here.");
    }
}
