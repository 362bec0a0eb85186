package dev.zstandby.peer;

import dev.zstandby.Bytes;
import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.config.Member;
import dev.zstandby.host.Background;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import dev.zstandby.peer.Answer.Description;
import dev.zstandby.zfs.Guid;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The peer's gate, asked over one SSH session that stays open until {@link #close}. Not thread-safe. */
public final class PeerGate implements AutoCloseable {
    private static final int LONGEST_ANSWER = 256 * 1024 * 1024;
    /** More than any program that the gate runs for an answer may take, so that it is the gate that says which one hung. */
    private static final Duration ANSWER = Duration.ofMinutes(12);

    private final Peer peer;
    private final Process process;
    private final Conversation conversation;
    private final CompletableFuture<String> words;

    private PeerGate(Peer peer, Process process) {
        this.peer = peer;
        this.process = process;
        this.conversation = new Conversation(peer.name().value(), process, LONGEST_ANSWER, ANSWER);
        this.words = Background.read(process.getErrorStream());
    }

    /** Starts the session; whether it works shows with the first request. */
    public static PeerGate open(Commands commands, Peer peer) {
        return new PeerGate(peer, commands.start(Ssh.command(peer, Channel.REQUESTS)));
    }

    /** Whether the session has not ended, as far as this end knows. */
    public boolean isOpen() {
        return process.isAlive();
    }

    public Description describe() {
        return ask(new Request.Describe(), Description.class);
    }

    public List<Answer.TakenSnapshot> takeSnapshot(Request.TakeSnapshot request) {
        return ask(request, Answer.Taken.class).snapshots();
    }

    public void noteUpperLsn(String snapshot, String lsn) {
        ask(new Request.NoteUpperLsn(snapshot, lsn), Answer.Done.class);
    }

    public void releaseAllBut(List<Guid> snapshots) {
        ask(new Request.Release(snapshots), Answer.Done.class);
    }

    /** About how many bytes a stream of the member as it is now would be, from the base or whole. */
    public Bytes estimate(Member member, Optional<Guid> base) {
        return ask(new Request.Estimate(member.name(), base), Answer.Size.class).bytes();
    }

    /** Fails unless the peer can log in to this node's PostgreSQL as a standby would. */
    public void connectBack() {
        ask(new Request.ConnectBack(), Answer.Done.class);
    }

    private <T extends Answer> T ask(Request request, Class<T> expected) {
        var line = conversation.ask(Wire.line(request)).orElseThrow(this::ended);
        var answer = Wire.parse(line, Answer.class);
        if (answer instanceof Answer.Refusal refusal) {
            throw failure(refusal);
        }
        if (!expected.isInstance(answer)) {
            throw Failure.failed("%s answered something that was not asked for.".formatted(peer.name()))
                    .withRemedy(Wire.SAME_LANGUAGE);
        }
        return expected.cast(answer);
    }

    private Failure failure(Answer.Refusal refusal) {
        var sentence = "On %s: %s".formatted(peer.name(), refusal.sentence());
        return Failure.relayed(refusal.code(), sentence)
                .withEvidence(refusal.evidence())
                .withRemedy(refusal.remedy());
    }

    private Failure ended() {
        int status = Commands.await(process, Command.of("ssh").withLimit(Duration.ofSeconds(30)));
        return SshProblem.of(peer, status == ExitCode.DONE.status() ? SshProblem.CANNOT_CONNECT : status, words.join());
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (process.waitFor(5, TimeUnit.SECONDS)) {
                return;
            }
        } catch (IOException e) {
            // It has ended already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Commands.end(process);
    }
}
