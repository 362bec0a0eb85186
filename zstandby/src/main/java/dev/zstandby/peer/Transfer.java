package dev.zstandby.peer;

import dev.zstandby.Bytes;
import dev.zstandby.Failure;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.host.Background;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import dev.zstandby.zfs.ZfsProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One stream from the peer into {@code zfs receive}, through a pipe of the kernel's (docs/decisions/0005-kernel-pipe.md).
 * Both processes are started before they are needed, since logging in and starting the gate takes longer than a small delta
 * does: {@code ssh} waits for its request, and {@code zfs receive} for the first byte, before which it touches nothing.
 */
public final class Transfer implements AutoCloseable {
    /** For the end that did not fail to notice that the other one did, before it is ended. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Command receive;
    private final Sender sender;
    private final Process receiver;
    private final CompletableFuture<String> said;
    private final CompletableFuture<String> output;

    private Transfer(Command receive, Sender sender, Process receiver) {
        this.receive = receive;
        this.sender = sender;
        this.receiver = receiver;
        this.said = Background.read(receiver.getErrorStream());
        this.output = Background.read(receiver.getInputStream());
    }

    /**
     * What a transfer was.
     *
     * @param expected what {@code zfs send} said the stream would be; zero when it did not
     * @param travelled what came over the wire
     */
    public record Figures(Bytes expected, Bytes travelled) {}

    /**
     * Starts both ends; whether they work shows with the stream.
     *
     * @param receive reads the stream from its standard input
     */
    public static Transfer open(Commands commands, Peer peer, Command receive) {
        var send = Ssh.command(peer, Channel.STREAM);
        var processes = commands.startPipeline(List.of(send, receive));
        return new Transfer(receive, new Sender(peer, send, processes.getFirst()), processes.getLast());
    }

    /**
     * Runs the transfer to its end; both ends' exit statuses are checked.
     *
     * @param progress told how far it is, about once a second, on a thread of its own
     */
    public Figures run(StreamRequest request, Consumer<StreamProgress> progress) {
        // What was received so far can be gone on with only when the receiver has put it away.
        var atExit = new Thread(this::close);
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            sender.request(request, progress);
            // When the sender ends so does the receiver's input; a receiver that fails ends by itself.
            int received = Commands.await(receiver, receive);
            output.join();
            if (received != 0) {
                throw failure(received);
            }
            int sent = sender.await();
            if (sent != 0) {
                throw sender.failure(sent);
            }
            return new Figures(sender.expected(), sender.travelled());
        } finally {
            forget(atExit);
            close();
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook does the same as what follows here.
        }
    }

    private Failure failure(int status) {
        var words = said.join();
        var problem = ZfsProblem.in(words);
        // A receiver that only met the end of a stream is not the one to blame.
        if (problem.isEmpty() || problem.get() == ZfsProblem.INTERRUPTED) {
            int sent = sender.await();
            if (sent != 0) {
                return sender.failure(sent);
            }
        }
        var evidence = new ArrayList<>(List.of("command: " + receive, "exit status: " + status));
        evidence.addAll(words.lines().limit(10).toList());
        return whatReceiving(problem).withEvidence(evidence);
    }

    private static Failure whatReceiving(Optional<ZfsProblem> problem) {
        var sentence = "The stream could not be received.";
        return problem.map(known -> known.failure(sentence))
                .orElseGet(() ->
                        Failure.failed(sentence).withRemedy("Run the command again: it goes on where it stopped."));
    }

    /** Gives up what still goes on; the receiver, whose input ends then, keeps what it has got. */
    @Override
    public void close() {
        sender.end();
        try {
            if (receiver.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Commands.end(receiver);
    }
}
