package dev.zstandby.peer;

import dev.zstandby.Bytes;
import dev.zstandby.Failure;
import dev.zstandby.host.Background;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Brings one stream from the peer into {@code zfs receive}. The bytes pass through here, since they must be counted: for the
 * progress shown, and for the figures reported.
 */
public final class Transfer {
    /** What a pipe holds (pipe(7)); with more, every read would have the C library map and unmap a buffer of its own. */
    private static final int BUFFER = 64 * 1024;

    private final Commands commands;

    public Transfer(Commands commands) {
        this.commands = commands;
    }

    /**
     * Runs the transfer to its end; both ends' exit statuses are checked.
     *
     * @param receive reads the stream from its standard input
     * @param progress told how many bytes have passed, often
     * @return the bytes that travelled
     */
    public Bytes run(Sender sender, StreamRequest request, Command receive, Consumer<Bytes> progress) {
        var receiver = commands.start(receive);
        var words = Background.read(receiver.getErrorStream());
        var output = Background.read(receiver.getInputStream());
        try {
            sender.request(request);
            long count = copy(sender, receiver, progress);
            int sent = sender.await();
            int received = Commands.await(receiver, receive);
            output.join();
            if (received != 0) {
                throw failure(receive, received, words.join(), sender, sent);
            }
            if (sent != 0) {
                throw sender.failure(sent);
            }
            return new Bytes(count);
        } finally {
            sender.close();
            Commands.end(receiver);
        }
    }

    private static long copy(Sender sender, Process receiver, Consumer<Bytes> progress) {
        long count = 0;
        var buffer = new byte[BUFFER];
        try (var from = sender.stream();
                var to = receiver.getOutputStream()) {
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

    private static Failure failure(Command receive, int status, String said, Sender sender, int senderStatus) {
        // A receiver that only met the end of a stream is not the one to blame.
        if (senderStatus != 0 && (said.contains("incomplete stream") || said.contains("failed to read"))) {
            return sender.failure(senderStatus);
        }
        var evidence = new ArrayList<>(List.of("command: " + receive, "exit status: " + status));
        evidence.addAll(said.lines().limit(10).toList());
        return ReceiveProblem.of(said).withEvidence(evidence);
    }
}
