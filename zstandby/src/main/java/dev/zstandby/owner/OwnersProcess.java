package dev.zstandby.owner;

import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration;
import dev.zstandby.host.Background;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import dev.zstandby.host.Privilege;
import dev.zstandby.peer.Conversation;
import dev.zstandby.postgres.ControlData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Reached by a process that sudo starts as their owner, for the first request; it ends with its input, and so at the latest with
 * this process.
 */
final class OwnersProcess implements OwnersFiles {
    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;

    /** Of a large image every database's directory is looked through. */
    private static final Duration ANSWER = Duration.ofHours(1);

    private final String owner;
    private final Command command;
    private final Commands commands;
    private Optional<Running> running = Optional.empty();

    private record Running(Process process, Conversation conversation, CompletableFuture<String> words) {}

    OwnersProcess(Configuration configuration, Path file, Commands commands) {
        this.owner = configuration.postgres().owner();
        this.command = OwnersFiles.command(file);
        this.commands = commands;
    }

    @Override
    public Optional<ControlData> controlData() {
        var lines = ask(new OwnerRequest.Control(), OwnerAnswer.Lines.class).lines();
        return lines.isEmpty() ? Optional.empty() : Optional.of(ControlData.parse(lines));
    }

    @Override
    public boolean holdFiles(Path directory) {
        return ask(new OwnerRequest.HoldFiles(directory), OwnerAnswer.Truth.class)
                .holds();
    }

    @Override
    public boolean hasStandbySignal() {
        return ask(new OwnerRequest.StandbySignal(), OwnerAnswer.Truth.class).holds();
    }

    @Override
    public List<String> startupSigns() {
        return ask(new OwnerRequest.Signs(), OwnerAnswer.Lines.class).lines();
    }

    @Override
    public List<String> lastLogLines(int count) {
        return ask(new OwnerRequest.LastLogLines(count), OwnerAnswer.Lines.class)
                .lines();
    }

    @Override
    public void makeStandby(Image image) {
        ask(new OwnerRequest.MakeStandby(image), OwnerAnswer.Done.class);
    }

    @Override
    public void tryStreaming(NodeName peer) {
        ask(new OwnerRequest.TryStreaming(peer), OwnerAnswer.Done.class);
    }

    private synchronized <T extends OwnerAnswer> T ask(OwnerRequest request, Class<T> expected) {
        var open = running.orElseGet(this::start);
        running = Optional.of(open);
        var answer = answer(open, OwnerWire.line(request));
        if (answer instanceof OwnerAnswer.Refusal refusal) {
            throw refusal.asFailure();
        }
        return expected.cast(answer);
    }

    /** After one that fails the process is ended; the next request starts another. */
    private OwnerAnswer answer(Running open, String line) {
        try {
            var answer = open.conversation().ask(line).orElseThrow(() -> ended(open));
            return OwnerWire.parse(answer, OwnerAnswer.class);
        } catch (Failure failure) {
            running = Optional.empty();
            Commands.end(open.process());
            throw failure;
        }
    }

    private Running start() {
        var process = commands.start(Privilege.asUser(owner, command));
        return new Running(
                process,
                new Conversation("What runs as user " + owner, process, LONGEST_ANSWER, ANSWER),
                Background.read(process.getErrorStream()));
    }

    private Failure ended(Running open) {
        int status = Commands.await(open.process(), command.withLimit(Duration.ofSeconds(30)));
        var evidence = List.of(
                "command: " + Privilege.asUser(owner, command),
                "exit status: " + status,
                open.words().join().strip());
        return Privilege.isDenial(open.words().join())
                ? Privilege.denied(evidence)
                : Failure.failed("What runs as user %s ended before it answered.".formatted(owner))
                        .withEvidence(evidence)
                        .withRemedy("Mend what is said there, then run the command again.");
    }
}
