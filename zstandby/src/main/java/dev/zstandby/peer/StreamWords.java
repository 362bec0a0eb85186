package dev.zstandby.peer;

import dev.zstandby.Bytes;
import dev.zstandby.zfs.SendLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * What is said on standard error while a stream goes on: progress and complaints of the peer's {@code zfs send}, its gate's
 * refusal, and at its log level VERBOSE the client of OpenSSH itself, which at its end tells how many bytes it received.
 */
final class StreamWords {
    /** What is kept of words that mean nothing here; the last of them say why something failed. */
    private static final int MOST_LINES = 200;

    /** {@code client_loop} of clientloop.c. */
    private static final Pattern TRANSFERRED =
            Pattern.compile("Transferred: sent [0-9]+, received ([0-9]{1,18}) bytes, in .*");

    /** The other lines of OpenSSH's at that level ({@code ssh_userauth2} of sshconnect2.c, {@code client_loop}). */
    private static final Pattern CHATTER = Pattern.compile("Authenticated to .* using \".*\"\\.|Bytes per second: .*");

    /** By which the gate says that all of a stream has been sent. */
    private static final String SENT = Wire.line(new Answer.Done());

    private final List<String> words = new ArrayList<>();
    private Bytes expected = Bytes.ZERO;
    private Bytes sent = Bytes.ZERO;
    private Bytes sentBefore = Bytes.ZERO;
    private Optional<Bytes> received = Optional.empty();

    /** What is heard from now on is of another stream. */
    synchronized void begin() {
        sentBefore = sentBefore.plus(sent);
        expected = Bytes.ZERO;
        sent = Bytes.ZERO;
    }

    /**
     * Takes a line to heart.
     *
     * @param told of each change, on the caller's thread
     * @return whether it says that all of the stream has been sent
     */
    synchronized boolean hear(String line, Consumer<StreamProgress> told) {
        if (line.equals(SENT)) {
            return true;
        }
        var transferred = TRANSFERRED.matcher(line);
        if (transferred.matches()) {
            received = Optional.of(new Bytes(Long.parseLong(transferred.group(1))));
        } else if (!CHATTER.matcher(line).matches()) {
            switch (SendLine.parse(line)) {
                case SendLine.Expected(var size) -> {
                    expected = size;
                    told.accept(progress());
                }
                case SendLine.Sent(var sofar) -> {
                    sent = sofar;
                    told.accept(progress());
                }
                case SendLine.Other(var text) -> keep(text);
            }
        }
        return false;
    }

    private void keep(String text) {
        if (words.size() == MOST_LINES) {
            words.removeFirst();
        }
        words.add(text);
    }

    synchronized StreamProgress progress() {
        return new StreamProgress(sent, expected);
    }

    /** What came over the wire, with what SSH adds to it; where OpenSSH does not say, what {@code zfs send} last said. */
    synchronized Bytes travelled() {
        return received.orElseGet(() -> sentBefore.plus(sent));
    }

    /** The refusal of the peer's gate, if it said one. */
    synchronized Optional<Answer.Refusal> refusal() {
        return words.reversed().stream()
                .filter(line -> line.startsWith("{"))
                .findFirst()
                .map(line -> Wire.parse(line, Answer.class))
                .flatMap(answer -> answer instanceof Answer.Refusal refusal
                        ? Optional.of(refusal)
                        : Optional.<Answer.Refusal>empty());
    }

    /** Everything else that was said, for people. */
    synchronized List<String> said() {
        return words.stream().filter(line -> !line.startsWith("{")).toList();
    }
}
