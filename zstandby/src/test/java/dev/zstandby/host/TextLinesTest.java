package dev.zstandby.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.host.TextLines.Where;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextLinesTest {
    private static final List<String> OURS = List.of("# ours", "host x");

    @Test
    void linesComeFirstOrLastAndOnlyOnce() {
        assertThat(TextLines.with("a\nb\n", OURS, Where.FIRST)).isEqualTo("# ours\nhost x\na\nb\n");
        assertThat(TextLines.with("a\nb\n", OURS, Where.LAST)).isEqualTo("a\nb\n# ours\nhost x\n");
        assertThat(TextLines.with("a\nhost x\n", OURS, Where.LAST)).isEqualTo("a\nhost x\n# ours\n");
        assertThat(TextLines.with("host x\n# ours\n", OURS, Where.FIRST)).isEqualTo("host x\n# ours\n");
    }

    @Test
    void aLastLineWithoutAnEndGetsOne() {
        assertThat(TextLines.with("a", OURS, Where.LAST)).isEqualTo("a\n# ours\nhost x\n");
        assertThat(TextLines.with("", OURS, Where.LAST)).isEqualTo("# ours\nhost x\n");
    }

    @Test
    void whatOthersWroteStaysByteForByte() {
        var theirs = "\tlocal  all  all peer  \r\n\r\n# \u00e9\u00ff\nlast";
        var with = TextLines.with(theirs + "\n", OURS, Where.FIRST);
        assertThat(TextLines.without(with, OURS)).isEqualTo(theirs + "\n");
        assertThat(TextLines.without(theirs, OURS)).isEqualTo(theirs);
    }

    @Test
    void onlyWholeLinesGo() {
        assertThat(TextLines.without("host x\nhost xy\n host x\n#host x\nhost x", OURS))
                .isEqualTo("host xy\n host x\n#host x\n");
    }
}
