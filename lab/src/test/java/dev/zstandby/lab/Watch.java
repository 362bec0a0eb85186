package dev.zstandby.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postgresql.Driver;

/** A client on this host that asks beta's server ten times a second, from its making until it is closed ({@link Poller}). */
final class Watch implements AutoCloseable {
    private final Path directory;
    private final Process poller;
    private final BufferedReader said;

    /**
     * What the client saw.
     *
     * @param withoutAnswerMillis how long the server did not answer
     * @param arrivedAt when it streamed, in milliseconds since 1970; 0 when that was not waited for
     */
    record Seen(long withoutAnswerMillis, long arrivedAt) {
        static Seen parse(String line) {
            var words = List.of(line.split(" ", -1));
            return new Seen(Long.parseLong(words.get(3)), Long.parseLong(words.get(4)));
        }
    }

    /**
     * Returns once it was answered.
     *
     * @param position what the standby is to have replayed when it has arrived; empty when nothing is waited for
     */
    Watch(Machines machines, String position) {
        var password = machines.run(Node.ALPHA, "cut -d: -f5 /etc/zstandby/passfile")
                .succeeded()
                .line();
        try {
            directory = Files.createTempDirectory("bench");
            var command = new ArrayList<>(List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-XX:+UseSerialGC",
                    "-cp",
                    placeOf(Poller.class) + ":" + placeOf(Driver.class),
                    Poller.class.getName(),
                    Node.BETA.address(),
                    "zstandby",
                    stopFile().toString()));
            if (!position.isEmpty()) {
                command.add(position);
            }
            var builder = new ProcessBuilder(Machines.inNetwork(command.toArray(String[]::new)))
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().put(Poller.PASSWORD, password);
            poller = builder.start();
            said = poller.inputReader(StandardCharsets.UTF_8);
            if (said.readLine() == null) {
                throw new IllegalStateException("the client got no answer from beta at all");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path stopFile() {
        return directory.resolve("stop");
    }

    /** What it saw, once the standby streams. */
    Seen untilItStreams(Duration longest) {
        try {
            if (!poller.waitFor(longest.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "the standby does not stream after " + longest.toMinutes() + " minutes");
            }
            return seen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What it saw until now. */
    Seen soFar() {
        try {
            Files.writeString(stopFile(), "");
            return seen();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Seen seen() throws IOException {
        var line = said.readLine();
        if (line == null) {
            throw new IllegalStateException("the client ended without a word");
        }
        return Seen.parse(line);
    }

    @Override
    public void close() {
        poller.destroy();
        try {
            Files.deleteIfExists(stopFile());
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
