package dev.zstandby.host;

import dev.zstandby.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The log of the system, by logger(1), which is started for the first line. Written beside the caller's work; a machine without
 * a log loses the lines, and nothing waits for it longer than five seconds.
 */
public final class SystemLog implements Consumer<String>, AutoCloseable {
    private static final int LONGEST = 500;
    private static final int MOST_WAITING = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Is no line: lines are not empty. */
    private static final String END = "";

    private final Commands commands;
    private final String tag;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(MOST_WAITING);
    private final CompletableFuture<Void> written;

    /** @param tag what each line is marked with */
    public SystemLog(Commands commands, String tag) {
        this.commands = commands;
        this.tag = tag;
        this.written = Background.start((Runnable) this::writeAll);
    }

    /** Takes the line down as text of one line; when the log is far behind, this waits for it a moment. */
    @Override
    public void accept(String line) {
        put(oneLine(line));
    }

    /** Nothing in it can end the line, or speak to a terminal; what is very long is cut. */
    static String oneLine(String line) {
        var text = new StringBuilder();
        line.codePoints()
                .limit(LONGEST)
                .map(point -> Character.isISOControl(point) || Character.getType(point) == Character.LINE_SEPARATOR
                        ? '?'
                        : point)
                .forEach(text::appendCodePoint);
        return text.isEmpty() ? "?" : text.toString();
    }

    private void put(String line) {
        try {
            if (!lines.offer(line, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                lines.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeAll() {
        try {
            var first = lines.take();
            if (!first.equals(END)) {
                write(first);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Failure | IOException e) {
            // There is no log here, and nobody to tell.
        }
    }

    private void write(String first) throws IOException, InterruptedException {
        var process = commands.start(Command.of("logger", "-i", "-p", "auth.info", "-t", tag));
        try (var stream = process.getOutputStream()) {
            for (var line = first; !line.equals(END); line = lines.take()) {
                stream.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                stream.flush();
            }
        }
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            Commands.end(process);
        }
    }

    @Override
    public void close() {
        put(END);
        try {
            written.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // It has had its time.
        }
    }
}
