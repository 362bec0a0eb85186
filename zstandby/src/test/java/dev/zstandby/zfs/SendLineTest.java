package dev.zstandby.zfs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Bytes;
import org.junit.jupiter.api.Test;

/** Lines as {@code zfs send -vP} of OpenZFS 2.3.9 prints them on standard error. */
class SendLineTest {
    @Test
    void theSizeComesFirst() {
        assertThat(SendLine.parse("size\t210453736")).isEqualTo(new SendLine.Expected(new Bytes(210_453_736)));
    }

    @Test
    void thenEachSecondHowMuchHasBeenSent() {
        assertThat(SendLine.parse("14:31:07\t9441632\ttank/pg/data@zstandby-20261125T143059Z-0a1b2c"))
                .isEqualTo(new SendLine.Sent(new Bytes(9_441_632)));
        assertThat(SendLine.parse("14:31:07\t0\ttank/my pg@zstandby-20261101T000001Z-000001"))
                .isEqualTo(new SendLine.Sent(Bytes.ZERO));
    }

    @Test
    void everythingElseIsForPeople() {
        for (var line : new String[] {
            "incremental\tzstandby-a\ttank/pg/data@zstandby-b\t210453736",
            "warning: cannot send 'tank/pg@a': Input/output error",
            "size\t18446744073709551000",
            "size\t1152921504606846976",
            "size\t-1",
            "size\t10 MB",
            "size\t-",
            ""
        }) {
            assertThat(SendLine.parse(line)).isEqualTo(new SendLine.Other(line));
        }
    }
}
