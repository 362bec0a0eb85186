package dev.zstandby.peer;

import dev.zstandby.Bytes;
import dev.zstandby.Failure;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.host.Background;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import dev.zstandby.host.NamedPipe;
import dev.zstandby.zfs.ZfsProblem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The streams of one operation, one after the other from one {@code ssh}, each into a {@code zfs receive} of its own, through a
 * pipe of the kernel's (docs/decisions/0005-kernel-pipe.md). The {@code ssh} is started before it is needed, since logging in and
 * starting the gate takes longer than a small delta does; it waits for its requests.
 */
public final class Streams implements AutoCloseable {
    /** For the end that did not fail to notice that the other one did, before it is ended. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** For what caused the end of a stream to show itself. */
    private static final Duration SETTLING = Duration.ofSeconds(5);

    /** How long no byte may pass: walking over what did not change in a very large dataset takes minutes. */
    private static final Duration STUCK = Duration.ofMinutes(10);

    /** How many times as long when all has been sent: how far the receiver is with putting it away does not show. */
    private static final int WHEN_SENT = 3;

    private final NamedPipe pipe;
    private final Sender sender;
    private final Duration stuck;

    private Streams(NamedPipe pipe, Sender sender, Duration stuck) {
        this.pipe = pipe;
        this.sender = sender;
        this.stuck = stuck;
    }

    /**
     * Starts the sending end; whether it works shows with the first stream.
     *
     * @param pipe where the pipe may be made
     */
    public static Streams open(Commands commands, Peer peer, Path pipe) {
        return open(commands, peer, pipe, Ssh.command(peer, Channel.STREAM));
    }

    /** @param send reads requests from its standard input and writes the streams */
    static Streams open(Commands commands, Peer peer, Path pipe, Command send) {
        var made = NamedPipe.create(commands, pipe);
        try {
            return new Streams(made, new Sender(peer, send, made.startWriter(send)), commands.within(STUCK));
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /**
     * Runs one stream to its end, of which both ends must say that it is one.
     *
     * @param receive reads the stream from its standard input
     * @param progress told how far it is, about once a second, on a thread of its own
     * @return what {@code zfs send} said the stream would be; zero when it did not
     */
    public Bytes run(StreamRequest request, Command receive, Consumer<StreamProgress> progress) {
        sender.request(request, progress);
        var receiver = new Receiver(receive, pipe.startReader(receive));
        // What was received so far can be gone on with only when the receiver has put it away.
        var atExit = new Thread(() -> giveUp(receiver));
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            // When the sender ends so does the receiver's input; a receiver that fails ends by itself.
            int received = receiver.await(sender, stuck);
            if (received != 0) {
                throw failure(receiver, received);
            }
            if (!sender.hasSent(GRACE)) {
                throw sender.failure(sender.endedWithin(SETTLING).orElseGet(sender::end));
            }
            return sender.expected();
        } catch (RuntimeException e) {
            giveUp(receiver);
            throw e;
        } finally {
            forget(atExit);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook does the same as what follows here.
        }
    }

    /** The receiver, whose input ends with the sender, keeps what it has got. */
    private void giveUp(Receiver receiver) {
        sender.end();
        receiver.end(GRACE);
    }

    private Failure failure(Receiver receiver, int status) {
        var words = receiver.said();
        var problem = ZfsProblem.in(words);
        // A receiver that only met the end of a stream is not the one to blame.
        if (problem.isEmpty() || problem.get() == ZfsProblem.INTERRUPTED) {
            var sent = sender.endedWithin(SETTLING);
            if (sent.isPresent() && !sender.hasSent(Duration.ZERO)) {
                return sender.failure(sent.get());
            }
        }
        var evidence = new ArrayList<>(List.of("command: " + receiver.command(), "exit status: " + status));
        evidence.addAll(words.lines().limit(10).toList());
        return whatReceiving(problem).withEvidence(evidence);
    }

    private static Failure whatReceiving(Optional<ZfsProblem> problem) {
        var sentence = "The stream could not be received.";
        return problem.map(known -> known.failure(sentence))
                .orElseGet(() ->
                        Failure.failed(sentence).withRemedy("Run the command again: it goes on where it stopped."));
    }

    /** Lets the sending end know that no more is wanted. */
    public void finish() {
        sender.finish();
    }

    /** What came over the wire by all of them; ends the connection. */
    public Bytes travelled() {
        finish();
        sender.endedWithin(GRACE);
        return sender.travelled();
    }

    @Override
    public void close() {
        sender.end();
        pipe.close();
    }

    /** The {@code zfs receive} of one stream. */
    private static final class Receiver {
        private final Command command;
        private final Process process;
        private final CompletableFuture<String> said;
        private final CompletableFuture<String> output;

        Receiver(Command command, Process process) {
            this.command = command;
            this.process = process;
            this.said = Background.read(process.getErrorStream());
            this.output = Background.read(process.getInputStream());
        }

        Command command() {
            return command;
        }

        /** Waits for its end, as long as something gets on. */
        int await(Sender sender, Duration stuck) {
            var last = sender.sofar();
            long since = System.nanoTime();
            while (!endsWithin(Duration.ofSeconds(1))) {
                var now = sender.sofar();
                if (!now.equals(last)) {
                    last = now;
                    since = System.nanoTime();
                } else if (System.nanoTime() - since > patience(sender, stuck).toNanos()) {
                    throw Failure.failed("The stream is stuck: for %d seconds no byte of it has passed."
                                    .formatted(Duration.ofNanos(System.nanoTime() - since)
                                            .toSeconds()))
                            .withEvidence(List.of("command: " + command, "so far: " + last))
                            .withRemedy(
                                    "See what holds it up on either node (a suspended pool: zpool status; a disk: dmesg), then run"
                                            + " the command again: it goes on where it stopped.")
                            .asPassing();
                }
            }
            output.join();
            return process.exitValue();
        }

        private static Duration patience(Sender sender, Duration stuck) {
            return sender.hasSent(Duration.ZERO) ? Duration.ofMillis(stuck.toMillis() * WHEN_SENT) : stuck;
        }

        private boolean endsWithin(Duration limit) {
            try {
                return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Failure.failed("Interrupted while a stream was received.")
                        .withEvidence(List.of("command: " + command))
                        .withRemedy("Run the same command again: it goes on where it stopped.");
            }
        }

        String said() {
            return said.join();
        }

        void end(Duration grace) {
            try {
                if (process.waitFor(grace.toSeconds(), TimeUnit.SECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Commands.end(process);
        }
    }
}
