package dev.zstandby.peer;

import dev.zstandby.Failure;
import dev.zstandby.host.Background;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The lines of an input, read one ahead, so that its end is noticed also while nobody asks for a line. */
final class LinesAhead {
    /** A line; nothing for the end; or what was wrong with it, after which no more is read. */
    private record Next(Optional<String> line, Optional<Failure> problem) {}

    private static final Duration LOOK = Duration.ofMillis(200);

    private final LineReader lines;
    private final Duration longest;
    private final BlockingQueue<Next> ahead = new ArrayBlockingQueue<>(1);
    private final CompletableFuture<Void> end;

    /** @param longest that a line may take from its first byte to its end, so that nobody keeps a session busy with less */
    LinesAhead(LineReader lines, Duration longest) {
        this.lines = lines;
        this.longest = longest;
        this.end = Background.start(this::read);
    }

    private void read() {
        try {
            var next = readNext();
            while (next.line().isPresent()) {
                ahead.put(next);
                next = readNext();
            }
            // Where a line is still waiting to be asked for, this comes after it, and the end is one all the same.
            var last = next;
            Background.thread(() -> put(last));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Next readNext() {
        try {
            return new Next(lines.next(), Optional.empty());
        } catch (Failure problem) {
            return new Next(Optional.empty(), Optional.of(problem));
        } catch (IOException e) {
            return new Next(Optional.empty(), Optional.empty());
        }
    }

    private void put(Next next) {
        try {
            ahead.put(next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next line; nothing when the input has ended, or cannot be read any more. Fails when it is no line, or does not come to its end. */
    Optional<String> next() {
        try {
            var next = ahead.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            while (next == null) {
                requireEnd();
                next = ahead.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            }
            next.problem().ifPresent(problem -> {
                throw problem;
            });
            return next.line();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void requireEnd() {
        if (lines.coming().filter(sofar -> sofar.compareTo(longest) > 0).isPresent()) {
            throw Failure.usage("A line did not come to its end within %d seconds.".formatted(longest.toSeconds()))
                    .withRemedy(Wire.SAME_LANGUAGE);
        }
    }

    /** Does this when the input ends, or at once when it has ended. */
    void atEnd(Runnable action) {
        Background.thread(() -> {
            end.join();
            action.run();
        });
    }
}
