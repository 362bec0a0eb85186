package dev.zstandby.config;

/** Whether the file has to hold a value. */
sealed interface Presence {
    record Required() implements Presence {}

    record MayBeAbsent() implements Presence {}

    /** An absent value stands for {@code text}. */
    record Default(String text) implements Presence {}
}
