package dev.zstandby.peer;

import dev.zstandby.Bytes;
import dev.zstandby.Failure;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Brings one stream from the peer into {@code zfs receive}. The bytes pass through here, since they must be counted: for the
 * progress shown, for the figures reported, and to notice a transfer that stands still.
 */
public final class Transfer {
    private static final int BUFFER = 256 * 1024;

    private final Commands commands;
    private final Peer peer;

    public Transfer(Commands commands, Peer peer) {
        this.commands = commands;
        this.peer = peer;
    }

    /**
     * Runs the transfer to its end.
     *
     * @param receive reads the stream from its standard input
     * @param progress told how many bytes have passed, often
     * @return the bytes that travelled
     */
    public Bytes run(StreamRequest request, Command receive, Consumer<Bytes> progress) {
        var ssh = Ssh.command(peer, Channel.STREAM);
        var sender = commands.start(ssh);
        var receiver = commands.start(receive);
        var hook = Thread.ofPlatform().unstarted(() -> {
            sender.destroy();
            receiver.destroy();
        });
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            var senderWords = Words.of(sender.getErrorStream());
            var receiverWords = Words.of(receiver.getErrorStream());
            var receiverOutput = Words.of(receiver.getInputStream());
            request(sender, request);
            long count = copy(sender, receiver, progress);
            int sent = Commands.await(sender, ssh);
            int received = Commands.await(receiver, receive);
            receiverOutput.join();
            if (received != 0) {
                throw receiverFailure(receive, received, receiverWords, sent, senderWords);
            }
            if (sent != 0) {
                throw senderFailure(sent, senderWords);
            }
            return new Bytes(count);
        } finally {
            Commands.end(sender);
            Commands.end(receiver);
            removeHook(hook);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is shutting down, and the hook is doing its work.
        }
    }

    private static void request(Process sender, StreamRequest request) {
        try (var input = sender.getOutputStream()) {
            input.write((Wire.line(request) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The sender ended at once; its exit status and words say why.
        }
    }

    private static long copy(Process sender, Process receiver, Consumer<Bytes> progress) {
        long count = 0;
        var buffer = new byte[BUFFER];
        try (InputStream from = sender.getInputStream();
                OutputStream to = receiver.getOutputStream()) {
            for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                to.write(buffer, 0, read);
                count += read;
                progress.accept(new Bytes(count));
            }
        } catch (IOException e) {
            // One of the two ended early; which and why is told by their exit statuses.
        }
        return count;
    }

    private Failure senderFailure(int status, CompletableFuture<String> words) {
        var refusal = words.join()
                .lines()
                .filter(line -> line.startsWith("{"))
                .reduce((first, second) -> second)
                .map(line -> Wire.parse(line, Answer.class));
        if (refusal.isPresent() && refusal.get() instanceof Answer.Refusal said) {
            var evidence = new ArrayList<>(said.evidence());
            evidence.addAll(words.join()
                    .lines()
                    .filter(line -> !line.startsWith("{"))
                    .limit(10)
                    .toList());
            return Failure.failed("%s could not send: %s".formatted(peer.name(), said.sentence()))
                    .withEvidence(evidence)
                    .withRemedy("Run the command again: it goes on where it stopped.");
        }
        return SshProblem.of(peer, status, words.join());
    }

    private Failure receiverFailure(
            Command receive,
            int status,
            CompletableFuture<String> words,
            int senderStatus,
            CompletableFuture<String> senderWords) {
        var said = words.join();
        // A receiver that only met the end of a stream is not the one to blame.
        if (senderStatus != 0 && (said.contains("incomplete stream") || said.contains("failed to read"))) {
            return senderFailure(senderStatus, senderWords);
        }
        var evidence = new ArrayList<>(List.of("command: " + receive, "exit status: " + status));
        evidence.addAll(said.lines().limit(10).toList());
        return ReceiveProblem.of(said).withEvidence(evidence);
    }
}
