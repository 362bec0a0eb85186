package dev.zstandby.zfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Bytes;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code zfs send -nvP -t TOKEN} of OpenZFS 2.3 prints. */
class ResumeTokenTest {
    private static Optional<ResumeToken> parse(String text) {
        return ResumeToken.parse(text.lines().toList());
    }

    @Test
    void anIncrementalStream() {
        assertThat(parse("""
                        resume token contents:
                        nvlist version: 0
                        \tobject = 0x80
                        \toffset = 0x1260000
                        \tbytes = 0x1d4d3e0
                        \ttoguid = 0xd3a1c8e0f1b2a394
                        \ttoname = tank/pg/data@zstandby-20261123T010203Z-9f3a1c
                        \tfromguid = 0x12a1c8e0f1b2a394
                        \tcompressok = 1
                        \tlargeblockok = 1
                        \tembedok = 1
                        incremental\tzstandby-1\ttank/pg/data@zstandby-20261123T010203Z-9f3a1c\t61342
                        size\t61342
                        """))
                .contains(new ResumeToken(
                        SnapshotName.parse("tank/pg/data@zstandby-20261123T010203Z-9f3a1c"),
                        new Guid(0xd3a1c8e0f1b2a394L),
                        Optional.of(new Guid(0x12a1c8e0f1b2a394L)),
                        new Bytes(0x1d4d3e0),
                        true));
    }

    @Test
    void aFullStreamHasNoBase() {
        assertThat(parse("\ttoguid = 0x1\n\ttoname = tank/pg@a\nfull\ttank/pg@a\t10\nsize\t10\n")
                        .orElseThrow()
                        .from())
                .isEmpty();
    }

    @Test
    void aTokenWhoseSnapshotIsGoneIsStillDescribed() {
        assertThat(parse("""
                        resume token contents:
                        nvlist version: 0
                        \ttoguid = 0x1
                        \ttoname = tank/pg@gone
                        \tcompressok = 1
                        cannot resume send: 'tank/pg@gone' used in the initial send no longer exists
                        """))
                .contains(new ResumeToken(
                        SnapshotName.parse("tank/pg@gone"), new Guid(1), Optional.empty(), Bytes.ZERO, true));
    }

    /** Raw; of what a sender had received itself in part; redacted; not compressed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "compressok = 1\n\trawok = 1",
                "compressok = 1\n\tsavedok = 1",
                "compressok = 1\n\tredact_snaps = (embedded nvlist)",
                "compressok = 1\n\tbook_redact_snaps = x",
                "largeblockok = 1"
            })
    void aStreamOfAnotherKindIsNotPlain(String lines) {
        assertThat(parse("\ttoguid = 0x1\n\ttoname = tank/pg@a\n\t" + lines + "\n")
                        .orElseThrow()
                        .plain())
                .isFalse();
    }

    @Test
    void aNameWithSpacesIsReadWhole() {
        assertThat(parse("\ttoguid = 0x1\n\ttoname = tank/my pg@a b\n")
                        .orElseThrow()
                        .to()
                        .toString())
                .isEqualTo("tank/my pg@a b");
    }

    @Test
    void whatIsNoTokenIsNothing() {
        assertThat(parse("cannot resume send: invalid resume token\n")).isEmpty();
        assertThat(ResumeToken.parse(List.of())).isEmpty();
        assertThat(parse("\ttoname = tank/pg@a\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\ttoguid = \n\ttoname = tank/pg@a\n",
                "\ttoguid = 0x\n\ttoname = tank/pg@a\n",
                "\ttoguid = 0x11111111111111111\n\ttoname = tank/pg@a\n",
                "\ttoguid = -1\n\ttoname = tank/pg@a\n",
                "\ttoguid = 0xguid\n\ttoname = tank/pg@a\n",
                "\ttoguid = 0x1\n\tfromguid = none\n\ttoname = tank/pg@a\n",
                "\ttoguid = 0x1\n\ttoname = tank/pg\n",
                "\ttoguid = 0x1\n\ttoname = @\n",
                "\ttoguid = 0x1\n\ttoname = \n",
                "\ttoguid = 0x1\n\ttoname = ../etc@a\n",
                "\ttoguid = 0x1\n\ttoname = tank/pg/%recv@a\n",
                " = \n = = \ntoguid = toname = \n"
            })
    void aTokenThatNamesNonsenseIsNothing(String text) {
        assertThat(parse(text)).isEmpty();
    }
}
