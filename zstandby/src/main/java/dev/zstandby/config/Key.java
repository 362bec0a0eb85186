package dev.zstandby.config;

import java.util.List;
import java.util.Optional;

/** What may stand in the configuration file. The description is a phrase without a full stop. */
sealed interface Key {
    String name();

    String description();

    boolean isRequired();

    /** A key with one value. */
    record Value<T>(String name, Presence presence, Form<T> form, String description) implements Key {
        static <T> Value<T> required(String name, Form<T> form, String description) {
            return new Value<>(name, new Presence.Required(), form, description);
        }

        static <T> Value<T> optional(String name, Form<T> form, String description) {
            return new Value<>(name, new Presence.MayBeAbsent(), form, description);
        }

        static <T> Value<T> withDefault(String name, String text, Form<T> form, String description) {
            return new Value<>(name, new Presence.Default(text), form, description);
        }

        /** What an absent value stands for. */
        Optional<String> byDefault() {
            return switch (presence) {
                case Presence.Required(), Presence.MayBeAbsent() -> Optional.empty();
                case Presence.Default(String text) -> Optional.of(text);
            };
        }

        @Override
        public boolean isRequired() {
            return switch (presence) {
                case Presence.Required() -> true;
                case Presence.MayBeAbsent(), Presence.Default _ -> false;
            };
        }
    }

    /** A key with keys of its own. */
    record Section(String name, boolean isRequired, String description, List<Key> keys) implements Key {
        public Section {
            keys = List.copyOf(keys);
        }
    }

    /**
     * A key below which the user names the keys.
     *
     * @param each what stands at each of them, under the name that the manual uses for them all
     */
    record Named(String name, boolean isRequired, String description, Form<?> names, Key each) implements Key {}
}
