package dev.zstandby.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelTest {
    @Test
    void thereAreTwoWords() {
        assertThat(Channel.of("requests")).contains(Channel.REQUESTS);
        assertThat(Channel.of("stream")).contains(Channel.STREAM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "REQUESTS",
                "Stream",
                "stream ",
                " stream",
                "stream\n",
                "stream;id",
                "stream requests",
                "sh -c id",
                "ſtream",
                "zstandby gate",
                "internal-sftp"
            })
    void noOtherWordOpensAChannel(String word) {
        assertThat(Channel.of(word)).isEmpty();
    }
}
