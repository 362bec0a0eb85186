package dev.zstandby.peer;

import dev.zstandby.Failure;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import dev.zstandby.host.Platform;
import java.nio.file.Path;
import java.util.List;

/**
 * Where OpenSSH goes for a peer, once its configuration has been applied.
 *
 * @param name under which known_hosts knows the host: its alias, its name or its address, with the port unless that is 22
 */
public record SshTarget(String name) {
    /** Where the peers' host keys are pinned; ssh passes over a file that is not there. */
    public static final Path PINS = Platform.here().configurationDirectory().resolve("known_hosts");

    private static final String USUAL_PORT = "22";

    /** Asks {@code ssh -G}, which connects to nothing. */
    public static SshTarget of(Commands commands, Peer peer) {
        var lines = commands.run(Command.of("ssh", "-G", "--", peer.ssh()))
                .orFail(
                        "OpenSSH does not understand the destination %s of %s.".formatted(peer.ssh(), peer.name()),
                        "Correct peers.%s.ssh in the configuration, or ssh_config.".formatted(peer.name()))
                .lines();
        return parse(lines);
    }

    static SshTarget parse(List<String> lines) {
        var alias = value(lines, "hostkeyalias", "none");
        if (!alias.equals("none")) {
            return new SshTarget(alias);
        }
        var host = value(lines, "hostname", "");
        if (host.isEmpty()) {
            throw Failure.environment("ssh -G did not print where it would connect to.")
                    .withRemedy("Install OpenSSH 7 or newer.");
        }
        var port = value(lines, "port", USUAL_PORT);
        return new SshTarget(port.equals(USUAL_PORT) ? host : "[%s]:%s".formatted(host, port));
    }

    private static String value(List<String> lines, String key, String fallback) {
        return lines.stream()
                .filter(line -> line.startsWith(key + " "))
                .map(line -> line.substring(key.length() + 1).strip())
                .findFirst()
                .orElse(fallback);
    }

    /** Those of the lines that pin other keys than these for this host. */
    public List<String> outdated(List<String> lines, List<String> wanted) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " ") && !wanted.contains(line))
                .toList();
    }

    /** The line of known_hosts that pins this key (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). */
    public String pin(PublicKey key) {
        return name + " " + key;
    }
}
