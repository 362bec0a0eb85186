package dev.zstandby.peer;

import dev.zstandby.Failure;
import dev.zstandby.host.Background;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/** The lines of an input, read one ahead, so that its end is noticed also while nobody asks for a line. */
final class LinesAhead {
    /** A line; nothing for the end; or what was wrong with it, after which no more is read. */
    private record Next(Optional<String> line, Optional<Failure> problem) {}

    private final BlockingQueue<Next> ahead = new ArrayBlockingQueue<>(1);
    private final CompletableFuture<Void> end;

    LinesAhead(LineReader lines) {
        this.end = Background.start(() -> read(lines));
    }

    private void read(LineReader lines) {
        try {
            var next = next(lines);
            while (next.line().isPresent()) {
                ahead.put(next);
                next = next(lines);
            }
            // Where a line is still waiting to be asked for, this comes after it, and the end is one all the same.
            var last = next;
            Background.thread(() -> put(last));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Next next(LineReader lines) {
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

    /** The next line; nothing when the input has ended, or cannot be read any more. Fails when it is no line. */
    Optional<String> next() {
        try {
            var next = ahead.take();
            next.problem().ifPresent(problem -> {
                throw problem;
            });
            return next.line();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
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
