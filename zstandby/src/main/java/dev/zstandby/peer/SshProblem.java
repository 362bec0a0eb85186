package dev.zstandby.peer;

import dev.zstandby.Failure;
import dev.zstandby.config.Configuration.Peer;
import java.util.List;
import java.util.Set;

/** Turns what OpenSSH says when it cannot connect (exit status 255), and how a gate ended, into a failure that says what to do. */
final class SshProblem {
    /** OpenSSH's exit status when it could not connect or log in (ssh(1), "Exit status"). */
    static final int CANNOT_CONNECT = 255;

    /** What a shell adds to the number of the signal that ended its command (sh(1)); the JVM ends with the same (SIGTERM). */
    private static final int SIGNAL = 128;

    /** By SIGHUP, SIGKILL, SIGPIPE and SIGTERM: it did nothing wrong. By any other signal it would be a crash. */
    private static final Set<Integer> KILLED = Set.of(SIGNAL + 1, SIGNAL + 9, SIGNAL + 13, SIGNAL + 15);

    private SshProblem() {}

    static Failure of(Peer peer, int status, String words) {
        return failure(peer, status, words).withEvidence(lastLines(words));
    }

    private static Failure failure(Peer peer, int status, String words) {
        if (words.contains("REMOTE HOST IDENTIFICATION HAS CHANGED")) {
            return Failure.environment(
                            "The host key of %s (%s) is not the one known here.".formatted(peer.name(), peer.ssh()))
                    .withRemedy(
                            "If the host was reinstalled, give this node its new card (there: zstandby setup --card, here: zstandby"
                                    + " setup --trust FILE); otherwise somebody may be listening in between.");
        }
        if (words.contains("Host key verification failed")) {
            return Failure.environment("The host key of %s (%s) is not known here.".formatted(peer.name(), peer.ssh()))
                    .withRemedy(
                            "Give this node its card (there: zstandby setup --card, here: zstandby setup --trust FILE), or"
                                    + " log in once by hand and compare the fingerprint: ssh %s".formatted(peer.ssh()));
        }
        if (status == CANNOT_CONNECT && words.contains("Permission denied")) {
            return Failure.environment("%s (%s) does not accept this node's key.".formatted(peer.name(), peer.ssh()))
                    .withRemedy(
                            "Give it this node's card (here: zstandby setup --card, there: zstandby setup --trust FILE), which"
                                    + " puts the key into authorized_keys.");
        }
        if (words.contains("zstandby: not found") || words.contains("zstandby: command not found")) {
            return Failure.environment("zstandby is not installed on %s.".formatted(peer.name()))
                    .withRemedy("Install the same version there.");
        }
        if (status == CANNOT_CONNECT) {
            return Failure.environment("%s (%s) cannot be reached by SSH.".formatted(peer.name(), peer.ssh()))
                    .withRemedy("See that the host is up and sshd listens: ssh %s".formatted(peer.ssh()))
                    .asPassing();
        }
        if (KILLED.contains(status)) {
            return Failure.environment("The gate of %s was killed (signal %d).".formatted(peer.name(), status - SIGNAL))
                    .withRemedy(
                            "See there who ended it (dmesg names what the kernel ended for want of memory), then run the"
                                    + " command again.")
                    .asPassing();
        }
        return Failure.failed("The gate of %s ended with status %d.".formatted(peer.name(), status))
                .withRemedy("Run \"zstandby check\" on %s.".formatted(peer.name()));
    }

    private static List<String> lastLines(String words) {
        var lines = words.lines().filter(line -> !line.isBlank()).toList();
        return lines.subList(Math.max(0, lines.size() - 6), lines.size());
    }
}
