package dev.zstandby.peer;

import dev.zstandby.Bytes;
import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.host.Background;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The peer's end of one stream: an {@code ssh} that waits for its one request and then writes what the peer sends. */
final class Sender {
    private final Peer peer;
    private final Command command;
    private final Process process;
    private final StreamWords words = new StreamWords();
    private final CompletableFuture<Void> listening;
    private volatile Consumer<StreamProgress> progress = nobody -> {};

    Sender(Peer peer, Command command, Process process) {
        this.peer = peer;
        this.command = command;
        this.process = process;
        this.listening = Background.start(this::listen);
    }

    private void listen() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                words.hear(line, progress);
            }
        } catch (IOException e) {
            // The process has ended; its exit status says how.
        }
    }

    /**
     * Asks for the stream; it begins once the peer's gate has been started, which may be before or after this. The input stays
     * open, by which the peer knows that somebody still wants it.
     *
     * @param listener told how far it is, on a thread of its own
     */
    void request(StreamRequest request, Consumer<StreamProgress> listener) {
        progress = listener;
        try {
            var input = process.getOutputStream();
            input.write((Wire.line(request) + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            // The channel ended at once; its exit status and words say why.
        }
    }

    /** Waits for the end and returns the exit status; 0 says that everything was sent. */
    int await() {
        int status = Commands.await(process, command);
        listening.join();
        return status;
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
            return Failure.failed("%s could not send: %s"
                            .formatted(peer.name(), refusal.get().sentence()))
                    .withEvidence(evidence)
                    .withRemedy(refusal.get().remedy());
        }
        return SshProblem.of(
                peer,
                status == ExitCode.DONE.status() ? SshProblem.CANNOT_CONNECT : status,
                String.join("\n", words.said()));
    }

    /** Gives the stream up, if it still goes on. */
    void end() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
        Commands.end(process);
    }
}
