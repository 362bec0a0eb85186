package dev.zstandby.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tank/pg@a-b_c.d:e|tank/pg@a-b_c.d:e",
                "tank/my pg|'tank/my pg'",
                "it's|'it'\\''s'",
                "$(id)|'$(id)'",
                "a;b|'a;b'",
                "*|'*'",
                "~|'~'",
                "``|''",
                "größe|'größe'",
            })
    void printsWhatAShellWouldReadAsTheSameArgument(String argument, String quoted) {
        assertThat(Command.of("zfs", "list", argument)).hasToString("zfs list " + quoted);
    }

    @Test
    void whatIsPrintedIsReadByAShellAsTheSameArguments() {
        var arguments = List.of("a b", "it's", "$HOME", "`id`", "\"", "\\", "", "a\nb", "-n", "*");
        var argv = new java.util.ArrayList<>(List.of("printf", "%s\\0"));
        argv.addAll(arguments);
        var shell = Command.of("sh", "-c", Command.of(argv).toString());
        var printed = new Commands(line -> {}).run(shell).output();
        assertThat(List.of(printed.split("\0", -1))).startsWith(arguments.toArray(String[]::new));
    }

    @Test
    void needsAProgram() {
        assertThatIllegalArgumentException().isThrownBy(() -> Command.of(List.of()));
    }
}
