package dev.zstandby.config;

import static dev.zstandby.config.Samples.briefly;
import static dev.zstandby.config.Samples.fullWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MistakesTest {
    @Test
    void tenMistakesGiveTenReportsInTheOrderOfTheFile() {
        assertThat(Samples.mistakes(Samples.TEN_MISTAKES))
                .extracting(it -> it.line() + ":" + it.column() + ": " + it.sentence())
                .containsExactly(
                        "1:7: \"node\" must be a node's name, but is \"Beta\".",
                        "3:3: unknown key \"data-direcory\" in \"postgres\".",
                        "4:18: \"postgres.bin-directory\" must be an absolute path, but is \"lib/postgresql/bin\".",
                        "6:9: \"postgres.port\" must be a port from 1 to 65535, but is \"70000\".",
                        "7:3: unknown key \"dataset\" in \"postgres\".",
                        "9:9: \"datasets.data\" must be a dataset's name, but is \"/tank/pg/data\".",
                        "11:5: \"datasets.tablespaces\" must be a mapping of keys to values, but is a list.",
                        "13:3: missing key \"ssh\" in \"peers.alpha\".",
                        "15:5: duplicate key \"port\" in \"peers.alpha\".",
                        "17:14: \"backup-mode\" must be \"auto\" or \"always\", but is \"allways\".");
    }

    @Test
    void aMistypedKeyIsNotMissingAsWell() {
        assertThat(briefly(fullWith("data-directory:", "datadir:")))
                .containsExactly("3:3: unknown key \"datadir\" in \"postgres\". Did you mean \"data-directory\"?");
    }

    @Test
    void aKeyThatBelongsElsewhereIsSentThere() {
        assertThat(briefly(fullWith("  owner: postgres\n", "  owner: postgres\n  passfile: /x\n")))
                .containsExactly(
                        "11:3: unknown key \"passfile\" in \"postgres\". Did you mean \"passfile\" in \"replication\"?");
        assertThat(briefly(Samples.FULL + "ssh: root@gamma\n"))
                .containsExactly(
                        "36:1: unknown key \"ssh\" at the top level. Did you mean \"ssh\" in \"peers.<peer>\"?");
    }

    @Test
    void anUnknownKeyLikeNoOtherGetsTheListOfKnownOnes() {
        assertThat(briefly(fullWith("replication:\n", "replication:\n  colour: red\n")))
                .containsExactly(
                        "12:3: unknown key \"colour\" in \"replication\". Known here: user, passfile, server-passfile, database.");
    }

    @Test
    void aMissingValueIsReportedAtTheSectionItIsMissingFrom() {
        assertThat(briefly(fullWith("  service: postgresql@17-main\n", "")))
                .containsExactly("2:1: missing key \"service\" in \"postgres\"."
                        + " Add \"service: ...\", the systemd unit that runs the server, without .service.");
    }

    @Test
    void aMissingSectionIsOneMistakeWhateverItWouldHold() {
        assertThat(briefly("# nothing but a name\nnode: beta\n"))
                .containsExactly(
                        "2:1: missing key \"postgres\" at the top level. Add \"postgres:\" with data-directory: ...,"
                                + " bin-directory: ..., service: ... below it: this node's PostgreSQL.",
                        "2:1: missing key \"datasets\" at the top level."
                                + " Add \"datasets:\" with data: ... below it: the datasets that hold the cluster.",
                        "2:1: missing key \"peers\" at the top level. Add \"peers:\" with"
                                + " <peer>: {host: ..., ssh: ...} below it: the other nodes, one at least.");
    }

    @Test
    void aRepeatedKeyNamesTheLineOfTheFirst() {
        assertThat(briefly(Samples.FULL + "node: gamma\n"))
                .containsExactly(
                        "36:1: duplicate key \"node\" at the top level. It stands on line 1 already; keep one of the two.");
    }

    @Test
    void aScalarOrListInPlaceOfASectionIsOneMistake() {
        assertThat(briefly(Samples.MINIMAL + "replication: zstandby\n"))
                .containsExactly("12:14: \"replication\" must be a mapping of keys to values, but is \"zstandby\"."
                        + " Write user: ..., passfile: ..., server-passfile: ..., database: ... below it, indented and without dashes before"
                        + " them.");
        assertThat(briefly(fullWith("    archive: tank/pg/archive", "    - archive")))
                .containsExactly("19:5: \"datasets.tablespaces\" must be a mapping of keys to values, but is a list."
                        + " Write <tablespace>: ... below it, indented and without dashes before them.");
    }

    @Test
    void aListInPlaceOfAValueIsOneMistake() {
        assertThat(briefly(fullWith("  data: tank/pg/data", "  data: [tank/pg/data]")))
                .containsExactly("16:9: \"datasets.data\" must be a dataset's name, but is a list."
                        + " Write one value on the line of the key.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "70000", "-1", "5432x", "0x1538", "5_432", "99999999999", "5432.0", "five"})
    void portsAreWholeNumbersFrom1To65535(String port) {
        assertThat(briefly(fullWith("  port: 5432\n  owner", "  port: " + port + "\n  owner")))
                .containsExactly("9:9: \"postgres.port\" must be a port from 1 to 65535, but is \"" + port + "\"."
                        + " Write the port in digits; PostgreSQL's own default is 5432.");
    }

    @ParameterizedTest
    @CsvSource({
        "data-directory: /var/lib, data-directory: var/lib, an absolute path",
        "data: tank/pg/data, data: tank//data, a dataset's name",
        "data: tank/pg/data, data: tank/pg@now, a dataset's name",
        "node: beta, node: Beta, a node's name",
        "user: zstandby, user: \"a\\nb\", a name in PostgreSQL",
        "owner: postgres, owner: -rf, the name of a user of the operating system",
        "host: 127.0.0.1, host: 127.0.0.1/24, a host name or an IP address",
        "service: postgresql@17-main, service: postgresql@17 main, 'the name of a systemd unit, without \".service\"'",
        "service: postgresql@17-main, service: postgres.service, 'the name of a systemd unit, without \".service\"'",
        "service: postgresql@17-main, service: -H@evil, 'the name of a systemd unit, without \".service\"'",
        "ssh: zstandby@10.77.0.11, ssh: -oProxyCommand=reboot, a destination for ssh",
        "ssh: zstandby@10.77.0.11, ssh: alpha -v, a destination for ssh",
    })
    void aValueHasTheFormOfItsKey(String old, String wrong, String form) {
        assertThat(Samples.mistakes(fullWith(old, wrong)))
                .singleElement()
                .extracting(Mistake::sentence)
                .asString()
                .contains(" must be " + form + ", but is ");
    }

    @Test
    void aPeersNameHasTheFormOfANodesName() {
        assertThat(briefly(fullWith("  alpha:", "  Alpha_1:")))
                .containsExactly("21:3: a key in \"peers\" must be a node's name, but this one is \"Alpha_1\"."
                        + " Use lower-case letters, digits and dashes, a letter first, 31 characters at most.");
    }

    @Test
    void aDatasetIsListedOnce() {
        assertThat(briefly(fullWith("archive: tank/pg/archive", "archive: tank/pg/data")))
                .containsExactly(
                        "19:14: \"datasets.tablespaces.archive\" names the dataset \"tank/pg/data\" a second time."
                                + " It is \"datasets.data\" on line 16 already; leave out what has no dataset of its"
                                + " own.");
    }

    @Test
    void aPeerIsAnotherNode() {
        assertThat(briefly(fullWith("  alpha:", "  beta:")))
                .containsExactly("21:3: the peer \"beta\" is this node itself."
                        + " List the other nodes only, or correct \"node\".");
    }

    @Test
    void aNodeHasPeers() {
        String before = Samples.FULL.substring(0, Samples.FULL.indexOf("peers:"));
        assertThat(briefly(before + "peers: {}\n"))
                .containsExactly(
                        "20:1: \"peers\" names nothing. Write <peer>: {host: ..., ssh: ...} below it, indented.");
        assertThat(briefly(before + "peers:\n"))
                .containsExactly(
                        "20:1: \"peers\" has no value. Write <peer>: {host: ..., ssh: ...} below it, indented.");
    }

    @Test
    void aKeyWithoutValueSaysWhatToWriteOrThatItMayGo() {
        assertThat(briefly(fullWith("  port: 5432\n  owner: postgres", "  port:\n  owner: ''")))
                .containsExactly(
                        "9:3: \"postgres.port\" has no value. Write a port from 1 to 65535 behind it, or remove the"
                                + " line for the default, 5432.",
                        "10:3: \"postgres.owner\" has no value. Write the name of a user of the operating system behind"
                                + " it, or remove the line for the default, postgres.");
        assertThat(briefly(fullWith("node: beta", "node:")))
                .containsExactly("1:1: \"node\" has no value. Write a node's name behind it.");
        assertThat(briefly(fullWith("wal: tank/pg/wal", "wal: ")))
                .containsExactly(
                        "17:3: \"datasets.wal\" has no value. Write a dataset's name behind it, or remove the line.");
    }

    @Test
    void aMistakeInOneValueSparesTheChecksOfTheOthers() {
        assertThat(Samples.mistakes(fullWith("  port: 5432\n    ssh:", "  port: x\n    ssh:")
                        .replace("alpha:", "beta:")))
                .extracting(Mistake::line)
                .isEqualTo(List.of(21, 23));
    }
}
