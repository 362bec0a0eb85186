package dev.zstandby.owner;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.config.Configuration;
import dev.zstandby.host.Commands;
import dev.zstandby.peer.LineReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/** The process of the server's owner: answers one request after the other until there are no more. */
public final class OwnerSession {
    private static final int LONGEST_REQUEST = 1024 * 1024;

    private final OwnFiles files;

    public OwnerSession(Configuration configuration, Commands commands) {
        this.files = new OwnFiles(configuration, commands);
    }

    /** What cannot be parsed is refused and ends the session. */
    public ExitCode serve(InputStream input, PrintStream output) {
        var lines = new LineReader(input, LONGEST_REQUEST);
        try {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                print(output, answer(OwnerWire.parse(line.get(), OwnerRequest.class)));
            }
            return ExitCode.DONE;
        } catch (Failure failure) {
            print(output, OwnerAnswer.Refusal.of(failure));
            return failure.exitCode();
        } catch (IOException e) {
            return ExitCode.FAILED;
        }
    }

    private static void print(PrintStream output, OwnerAnswer answer) {
        output.println(OwnerWire.line(answer));
        output.flush();
    }

    private OwnerAnswer answer(OwnerRequest request) {
        try {
            return switch (request) {
                case OwnerRequest.Control() -> new OwnerAnswer.Lines(files.controlLines());
                case OwnerRequest.HoldFiles(var directory) -> new OwnerAnswer.Truth(files.holdFiles(directory));
                case OwnerRequest.StandbySignal() -> new OwnerAnswer.Truth(files.hasStandbySignal());
                case OwnerRequest.Signs() -> new OwnerAnswer.Lines(files.startupSigns());
                case OwnerRequest.LastLogLines(var count) -> new OwnerAnswer.Lines(files.lastLogLines(count));
                case OwnerRequest.MakeStandby(var image) -> {
                    files.makeStandby(image);
                    yield new OwnerAnswer.Done();
                }
                case OwnerRequest.TryStreaming(var peer) -> {
                    files.tryStreaming(peer);
                    yield new OwnerAnswer.Done();
                }
            };
        } catch (Failure failure) {
            return OwnerAnswer.Refusal.of(failure);
        }
    }
}
