package dev.zstandby.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the README tells a newcomer to type, typed on two hosts as a newcomer has them. */
@Tag("long")
@StartsFrom("booted")
class ReadmeTest {
    private static final Pattern COMMAND = Pattern.compile("^(both|alpha|beta)# +(.+)$");

    private final Machines machines;

    ReadmeTest(Machines machines) {
        this.machines = machines;
    }

    /** A command and where it is typed. */
    private record Typed(List<Node> nodes, String command) {}

    @Test
    void theFirstStandbyTakesTheCommandsOfTheReadme() throws IOException {
        var commands = commands();
        assertThat(commands).hasSizeLessThanOrEqualTo(6);
        letRootIn();
        for (Typed typed : commands) {
            for (Node node : typed.nodes()) {
                machines.run(node, "cd /root && " + typed.command()).succeeded();
            }
        }
        machines.assertThatBetaStreams();
        machines.run(Node.BETA, "zstandby check").succeeded();
        assertThat(machines.run(Node.BETA, "ls /var/lib/postgresql/17").output())
                .isEqualTo("main\nmain.before-zstandby\n");
        // What was set aside cannot go back to where the standby is now; all else is taken back.
        machines.run(Node.BETA, "zstandby setup --undo --yes").succeeded().says("stays aside");
        machines.run(Node.BETA, "zstandby setup --undo --yes").endedWith(4);
        assertThat(machines.run(Node.BETA, "getent passwd zstandby; ls /var/lib/postgresql/17; ls /etc/zstandby")
                        .output())
                .isEqualTo("main\nmain.before-zstandby\nzstandby.yaml\n");
    }

    private static List<Typed> commands() throws IOException {
        var readme = Files.readString(Machines.root().resolve("README.md"));
        var begin = readme.indexOf("## Your first standby");
        var section = readme.substring(begin, readme.indexOf("\n## ", begin + 1));
        return section.lines()
                .map(COMMAND::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> new Typed(
                        matcher.group(1).equals("both")
                                ? List.of(Node.values())
                                : List.of(Node.valueOf(matcher.group(1).toUpperCase(Locale.ROOT))),
                        matcher.group(2).replace("10.0.0.", "10.77.0.")))
                .toList();
    }

    private void letRootIn() {
        var alphas = prepared(Node.ALPHA);
        var betas = prepared(Node.BETA);
        admit(Node.ALPHA, betas);
        admit(Node.BETA, alphas);
    }

    private String prepared(Node node) {
        machines.onHost(
                        Machines.root().resolve("lab/lab").toString(),
                        "copy",
                        Machines.root()
                                .resolve("target/zstandby_0.1.0_amd64.deb")
                                .toString(),
                        node + ":/root/")
                .succeeded();
        return machines.runFile(node, "lab/pair/bare.sh", node.toString())
                .succeeded()
                .line();
    }

    private void admit(Node node, String key) {
        machines.run(node, "echo %s >>/root/.ssh/authorized_keys".formatted(Machines.quoted(key)))
                .succeeded();
    }
}
