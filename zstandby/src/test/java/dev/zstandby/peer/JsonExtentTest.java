package dev.zstandby.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonExtentTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":{\"b\":[{}]}}",
                "{\"a\":\"}\"}",
                "{\"a\":\"{\"}",
                "{\"a\":\"\\\"}\"}",
                "{\"a\\\\\":1}",
                "{\"{\":\"größe\"}"
            })
    void oneObjectFromItsFirstToItsLastCharacter(String text) {
        assertThat(JsonExtent.isOneObject(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "}{",
                "null",
                "[{}]",
                "\"{}\"",
                "{} ",
                " {}",
                "{}{}",
                "{}}",
                "{\"a\":\"}",
                "{\"a\":\"\\\\\"}}",
                "{\"a\":\"\\"
            })
    void anythingElse(String text) {
        assertThat(JsonExtent.isOneObject(text)).isFalse();
    }
}
