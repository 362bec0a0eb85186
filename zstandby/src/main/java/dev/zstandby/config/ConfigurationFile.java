package dev.zstandby.config;

import dev.zstandby.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads the configuration of a node: one YAML document of the keys that {@link ConfigurationReference} lists. Every value is
 * read as the text it is written as.
 */
public final class ConfigurationFile {
    /** Far beyond any real configuration; a path to something else should not fill the memory. */
    static final int LARGEST = 256 * 1024;

    private ConfigurationFile() {}

    /**
     * The configuration in {@code file}.
     *
     * @throws Failure of the kind usage if the file is not there or has mistakes, all of which are its evidence and, one by one, in
     *     {@link MistakesFound}, its cause; of the kind environment if it cannot be read
     */
    public static Configuration read(Path file) {
        byte[] bytes = bytes(file);
        if (bytes.length > LARGEST) {
            throw Failure.usage(file + " is larger than " + LARGEST / 1024 + " KiB and can hardly be a configuration.")
                    .withRemedy("Check the path of the configuration file.");
        }
        String name = file.toString();
        return switch (Utf8.decode(bytes)) {
            case Utf8.Good(String text) -> valid(name, parse(name, text));
            case Utf8.Bad bad -> valid(name, new Parsed.Invalid(List.of(bad.mistake(name))));
        };
    }

    /**
     * What {@code text} says.
     *
     * @param sourceName where it comes from, as mistakes shall name it
     */
    public static Parsed parse(String sourceName, String text) {
        String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
        var source = SourceText.of(sourceName, bare);
        var mistakes = new Mistakes(source);
        Optional<Checked.Values> values =
                YamlReader.read(bare, source, mistakes).flatMap(root -> new TableCheck(mistakes).file(root));
        values.ifPresent(file -> CrossCheck.check(file, mistakes));
        return mistakes.isEmpty()
                ? new Parsed.Valid(Binder.configuration(values.orElseThrow()))
                : new Parsed.Invalid(mistakes.inReadingOrder());
    }

    private static Configuration valid(String name, Parsed parsed) {
        return switch (parsed) {
            case Parsed.Valid(Configuration configuration) -> configuration;
            case Parsed.Invalid invalid -> {
                int count = invalid.mistakes().size();
                Failure failure = Failure.usage(name + " has " + (count == 1 ? "a mistake." : count + " mistakes."));
                failure.initCause(new MistakesFound(invalid));
                throw failure.withEvidence(invalid.rendered())
                        .withRemedy("Correct the file, then run: zstandby config check --config " + name);
            }
        };
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException _) {
            throw Failure.usage("there is no configuration file " + file + ".")
                    .withRemedy("To write one from what runs on this machine, run: zstandby init");
        } catch (AccessDeniedException _) {
            throw Failure.environment("the configuration file " + file + " may not be read by this user.")
                    .withRemedy("Run the command as the user the file belongs to, or as root.");
        } catch (IOException cause) {
            Failure failure = Failure.environment("the configuration file " + file + " cannot be read.");
            failure.initCause(cause);
            throw failure.withEvidence(List.of(String.valueOf(cause.getMessage())))
                    .withRemedy("See that it is a file and that its disk can be read: ls -l " + file);
        }
    }
}
