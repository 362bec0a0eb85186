package dev.zstandby.peer;

import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.host.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The system's OpenSSH client, with its own configuration; never asks anything, notices a dead peer in 30 seconds. */
final class Ssh {
    private Ssh() {}

    static Command command(Peer peer, Channel channel) {
        var argv = new ArrayList<>(List.of("ssh", "-T", "-x", "-oBatchMode=yes", "-oConnectTimeout=15"));
        argv.addAll(List.of("-oServerAliveInterval=10", "-oServerAliveCountMax=3"));
        argv.add("-oGlobalKnownHostsFile=/etc/ssh/ssh_known_hosts " + SshTarget.PINS);
        if (channel == Channel.STREAM) {
            // A connection of its own, which tells at its end how many bytes came over it; a shared one would not.
            argv.addAll(List.of("-oControlPath=none", "-oLogLevel=VERBOSE"));
        }
        peer.sshIdentity().ifPresent(key -> argv.addAll(List.of("-oIdentitiesOnly=yes", "-i", key.toString())));
        argv.addAll(List.of("--", peer.ssh(), channel.word()));
        return Command.of(argv).withLimit(Duration.ofDays(7));
    }
}
