package dev.zstandby.peer;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.host.Background;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;

/**
 * The peer's end of one stream. Opened before it is needed, since logging in and starting the gate there takes longer than a
 * small delta does; it then waits for its one request.
 */
public final class Sender implements AutoCloseable {
    private final Peer peer;
    private final Command command;
    private final Process process;
    private final CompletableFuture<String> words;

    private Sender(Peer peer, Command command, Process process) {
        this.peer = peer;
        this.command = command;
        this.process = process;
        this.words = Background.read(process.getErrorStream());
    }

    /** Starts the channel; whether it works shows with its stream. */
    public static Sender open(Commands commands, Peer peer) {
        var command = Ssh.command(peer, Channel.STREAM);
        return new Sender(peer, command, commands.start(command));
    }

    void request(StreamRequest request) {
        try (var input = process.getOutputStream()) {
            input.write((Wire.line(request) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The channel ended at once; its exit status and words say why.
        }
    }

    InputStream stream() {
        return process.getInputStream();
    }

    /** Waits for the end and returns the exit status; 0 says that everything was sent. */
    int await() {
        return Commands.await(process, command);
    }

    /** What to throw for an exit status that is not 0. */
    Failure failure(int status) {
        var said = words.join();
        var refusal = said.lines()
                .filter(line -> line.startsWith("{"))
                .reduce((first, second) -> second)
                .map(line -> Wire.parse(line, Answer.class));
        if (refusal.isPresent() && refusal.get() instanceof Answer.Refusal refused) {
            var evidence = new ArrayList<>(refused.evidence());
            said.lines().filter(line -> !line.startsWith("{")).limit(10).forEach(evidence::add);
            return Failure.failed("%s could not send: %s".formatted(peer.name(), refused.sentence()))
                    .withEvidence(evidence)
                    .withRemedy("Run the command again: it goes on where it stopped.");
        }
        return SshProblem.of(peer, status == ExitCode.DONE.status() ? SshProblem.CANNOT_CONNECT : status, said);
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
        Commands.end(process);
    }
}
