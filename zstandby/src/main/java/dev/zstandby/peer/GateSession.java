package dev.zstandby.peer;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import dev.zstandby.zfs.Zfs;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** One SSH session on the gate's side: reads requests, writes answers, and starts the send streams that are asked for. */
public final class GateSession {
    private static final int LONGEST_REQUEST = 64 * 1024;
    private static final Duration SLOWEST_REQUEST = Duration.ofSeconds(30);

    private final Gate gate;
    private final Zfs zfs;
    private final Commands commands;
    private final Consumer<String> log;
    private final Duration slowest;

    /** @param log told what was asked, in the peer's own words, and how that ended */
    public GateSession(Gate gate, Zfs zfs, Commands commands, Consumer<String> log) {
        this(gate, zfs, commands, log, SLOWEST_REQUEST);
    }

    /** @param slowest how long a request may take to arrive */
    GateSession(Gate gate, Zfs zfs, Commands commands, Consumer<String> log, Duration slowest) {
        this.slowest = slowest;
        this.gate = gate;
        this.zfs = zfs;
        this.commands = commands;
        this.log = log;
    }

    /** Answers one line after the other until the input ends. What cannot be parsed is refused and ends the session. */
    public ExitCode serveRequests(InputStream input, PrintStream output) {
        var lines = new LinesAhead(new LineReader(input, LONGEST_REQUEST), slowest);
        try {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                var answer = answer(parsed(line.get(), Request.class));
                output.println(Wire.line(answer));
                output.flush();
                note(answer, line.get());
            }
            return ExitCode.DONE;
        } catch (Failure failure) {
            output.println(Wire.line(refusal(failure)));
            output.flush();
            log.accept("session ended: " + failure.sentence());
            return failure.exitCode();
        }
    }

    private <T> T parsed(String line, Class<T> type) {
        try {
            return Wire.parse(line, type);
        } catch (Failure failure) {
            log.accept("refused: %s <- %s".formatted(failure.sentence(), line));
            throw failure;
        }
    }

    private void note(Answer answer, String line) {
        log.accept(
                answer instanceof Answer.Refusal refusal
                        ? "refused: %s <- %s".formatted(refusal.sentence(), line)
                        : "answered <- " + line);
    }

    private Answer answer(Request request) {
        try {
            return gate.answer(request);
        } catch (Failure failure) {
            return refusal(failure);
        }
    }

    private static Answer refusal(Failure failure) {
        return new Answer.Refusal(failure.exitCode(), failure.sentence(), failure.evidence(), failure.remedy());
    }

    /**
     * Reads one request after the other and lets {@code zfs send} write to this process's own standard output and error, untouched
     * by Java; says on standard error when all of a stream has been sent. The peer keeps its side of the input open for as long as
     * it wants streams; when it ends, so does the stream. A peer whose zstandby was killed would otherwise go on receiving with
     * nobody there to look after it.
     */
    public ExitCode serveStreams(InputStream input, PrintStream errors) {
        var lines = new LinesAhead(new LineReader(input, LONGEST_REQUEST), slowest);
        try {
            // While the peer is still busy with what comes before the first stream.
            rehearse();
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                var sent = parsed(line.get(), StreamRequest.class);
                stream(sent, line.get(), lines);
                errors.println(Wire.line(new Answer.Done()));
            }
            return ExitCode.DONE;
        } catch (Failure failure) {
            log.accept("session ended: " + failure.sentence());
            errors.println(Wire.line(refusal(failure)));
            return failure.exitCode();
        }
    }

    /** Does once what answering takes, for its own sake: the first time costs many times what the second does. */
    private void rehearse() {
        Wire.parse(Wire.line(StreamRequest.EXAMPLE), StreamRequest.class);
        try {
            gate.rehearse();
        } catch (Failure failure) {
            // What is wrong is said when a stream is asked for.
        }
    }

    private void stream(StreamRequest request, String line, LinesAhead lines) {
        try {
            var command = zfs.send(gate.stream(request));
            log.accept("sending <- " + line);
            send(command, lines);
        } catch (Failure failure) {
            log.accept("refused or failed: %s <- %s".formatted(failure.sentence(), line));
            throw failure;
        }
        log.accept("sent <- " + line);
    }

    private void send(Command command, LinesAhead lines) {
        var builder = Commands.builder(command).redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT);
        var process = commands.start(builder, command);
        lines.atEnd(() -> Commands.end(process));
        int status = Commands.await(process, command);
        if (status != 0) {
            throw Failure.failed("zfs send ended with status %d.".formatted(status))
                    .withEvidence(List.of("command: " + command))
                    .withRemedy(
                            "See that the pool there is well (zpool status), then run the command again: it goes on where it"
                                    + " stopped.");
        }
    }
}
