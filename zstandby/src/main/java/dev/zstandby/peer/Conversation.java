package dev.zstandby.peer;

import dev.zstandby.Failure;
import dev.zstandby.host.Background;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Lines to a process and an answer of one line to each. One that was not answered in time ends it, so that no late answer is taken for
 * that to another line. Not thread-safe.
 */
public final class Conversation {
    private final String with;
    private final Process process;
    private final LineReader answers;
    private final Duration limit;
    private boolean over;

    /**
     * With a process that has been started.
     *
     * @param with who it is, for people
     * @param longest answer, in bytes
     * @param limit how long an answer may take
     */
    public Conversation(String with, Process process, int longest, Duration limit) {
        this.with = with;
        this.process = process;
        this.answers = new LineReader(process.getInputStream(), longest);
        this.limit = limit;
    }

    /** The answer to the line; nothing when the process has ended. Fails when none comes in time. */
    public Optional<String> ask(String line) {
        if (over) {
            return Optional.empty();
        }
        try {
            var stream = process.getOutputStream();
            stream.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException e) {
            return Optional.empty();
        }
        over = true;
        var answer = receive();
        over = answer.isEmpty();
        return answer;
    }

    private Optional<String> receive() {
        var line = Background.start(this::nextLine);
        try {
            return line.get(limit.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw Failure.failed("%s did not answer within %d seconds.".formatted(with, limit.toSeconds()))
                    .withRemedy("See what holds it up there (zpool status, uptime), then run the command again.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.failed("Interrupted while waiting for %s.".formatted(with))
                    .withRemedy("Run the same command again: it goes on where it stopped.");
        }
    }

    private Optional<String> nextLine() {
        try {
            return answers.next();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
