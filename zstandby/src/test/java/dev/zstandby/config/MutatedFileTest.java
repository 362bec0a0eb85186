package dev.zstandby.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MutatedFileTest {
    private static final String INSERTED =
            " \t\n\r:-?[]{},#&*!|>'\"%@`~\\/=<ab0\u0000\u0007\u00e4\u2028\uFEFF\uD83D\uDE00";

    @Test
    void whateverIsInTheFileItIsValidOrHasMistakes() {
        var random = new Random(20_261_123);
        for (int round = 0; round < 2000; round++) {
            check(mutated(random));
        }
    }

    private static void check(String text) {
        switch (ConfigurationFile.parse("z.yaml", text)) {
            case Parsed.Valid(Configuration configuration) ->
                assertThat(Samples.valid(ConfigurationTemplate.render(configuration, Map.of())))
                        .isEqualTo(configuration);
            case Parsed.Invalid invalid ->
                assertThat(invalid.mistakes()).allSatisfy(mistake -> {
                    assertThat(mistake.line()).isPositive();
                    assertThat(mistake.column()).isBetween(1, mistake.excerpt().length() + 1);
                    assertThat(mistake.sentence()).endsWith(".").doesNotContain("\n");
                    assertThat(mistake.rendered()).hasSizeBetween(3, 4);
                });
        }
    }

    private static String mutated(Random random) {
        var text = new StringBuilder(Samples.FULL);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            int until = Math.min(text.length(), at + random.nextInt(12));
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, INSERTED.charAt(random.nextInt(INSERTED.length())));
                case 2 -> text.setCharAt(at, INSERTED.charAt(random.nextInt(INSERTED.length())));
                default -> text.insert(random.nextInt(text.length()), text.substring(at, until));
            }
        }
        return text.toString();
    }
}
