package dev.zstandby.peer;

import dev.zstandby.Bytes;
import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.host.Background;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import dev.zstandby.zfs.ZfsProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The peer's end of streams: an {@code ssh} that waits for requests, one at a time, and writes what the peer sends. */
final class Sender {
    private final Peer peer;
    private final Command command;
    private final Process process;
    private final StreamWords words = new StreamWords();
    private final CompletableFuture<Void> listening;
    private volatile Consumer<StreamProgress> progress = nobody -> {};
    /** Of the stream that was asked for last: whether all of it has been sent; false once nothing more can come. */
    private volatile CompletableFuture<Boolean> sent = new CompletableFuture<>();

    Sender(Peer peer, Command command, Process process) {
        this.peer = peer;
        this.command = command;
        this.process = process;
        this.listening = Background.start(this::listen);
    }

    private void listen() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (words.hear(line, progress)) {
                    sent.complete(true);
                }
            }
        } catch (IOException e) {
            // The process has ended; its exit status says how.
        }
    }

    /**
     * Asks for a stream, when the one before it has been sent; it begins once the peer's gate has been started, which may be
     * before or after this. The input stays open, by which the peer knows that somebody still wants it.
     *
     * @param listener told how far it is, on a thread of its own
     */
    void request(StreamRequest request, Consumer<StreamProgress> listener) {
        progress = listener;
        sent = new CompletableFuture<>();
        words.begin();
        try {
            var input = process.getOutputStream();
            input.write((Wire.line(request) + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            // The channel ended at once; its exit status and words say why.
        }
    }

    /** Whether the peer says, within the time, that it has sent all of the stream. */
    boolean hasSent(Duration limit) {
        try {
            return CompletableFuture.anyOf(sent, listening.thenApply(ended -> sent.getNow(false)))
                    .thenApply(Boolean.TRUE::equals)
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** The exit status, when it ends within the time. */
    Optional<Integer> endedWithin(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        listening.join();
        return Optional.of(process.exitValue());
    }

    /** What it says it has sent of the stream that was asked for last. */
    Bytes sofar() {
        return words.progress().sofar();
    }

    /** What the sender said the stream would be; zero when it did not. */
    Bytes expected() {
        return words.progress().expected();
    }

    Bytes travelled() {
        return words.travelled();
    }

    /** What to throw for an exit status that is not 0. */
    Failure failure(int status) {
        var refusal = words.refusal();
        if (refusal.isPresent()) {
            var evidence = new ArrayList<>(refusal.get().evidence());
            words.said().stream().limit(10).forEach(evidence::add);
            var sentence =
                    "%s could not send: %s".formatted(peer.name(), refusal.get().sentence());
            return ZfsProblem.in(String.join("\n", words.said()))
                    .map(problem -> problem.failure(sentence))
                    .orElseGet(() ->
                            Failure.failed(sentence).withRemedy(refusal.get().remedy()))
                    .withEvidence(evidence);
        }
        return SshProblem.of(
                peer,
                status == ExitCode.DONE.status() ? SshProblem.CANNOT_CONNECT : status,
                String.join("\n", words.said()));
    }

    /** Tells the peer that nothing more is wanted, also of what it may be sending. */
    void finish() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    /** Gives the stream up, if it still goes on; returns the exit status. */
    int end() {
        finish();
        Commands.end(process);
        return Commands.await(process, command);
    }
}
