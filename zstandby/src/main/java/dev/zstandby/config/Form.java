package dev.zstandby.config;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What a value must look like.
 *
 * @param what completes the sentence "must be ..."
 * @param reader the value a text stands for; without a value when it has not this form
 * @param advice what to do about a text that has not this form
 */
record Form<T>(String what, Function<String, Optional<T>> reader, UnaryOperator<String> advice) {

    static <T> Form<T> of(String what, String advice, Function<String, Optional<T>> reader) {
        return new Form<>(what, reader, text -> advice);
    }

    /** One of a few words. */
    static <T> Form<T> oneOf(List<String> words, Function<String, T> meaning) {
        String what = words.stream()
                .map(Shown::quoted)
                .reduce((left, right) -> left + " or " + right)
                .orElseThrow();
        return new Form<>(
                what,
                text -> words.contains(text) ? Optional.of(meaning.apply(text)) : Optional.empty(),
                text -> Nearest.to(text, words)
                        .map(near -> "Did you mean " + Shown.quoted(near) + "?")
                        .orElse("Write " + what + "."));
    }

    Optional<T> read(String text) {
        return reader.apply(text);
    }
}
