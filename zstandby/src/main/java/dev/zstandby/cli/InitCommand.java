package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.host.Commands;
import dev.zstandby.host.NewFile;
import dev.zstandby.operations.Draft;
import dev.zstandby.operations.InitRequest;
import dev.zstandby.operations.PeerAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class InitCommand extends AnsweringCommand {
    private static final Path USUAL_FILE = Path.of("/etc/zstandby/zstandby.yaml");

    @Option(names = "--node", paramLabel = "NAME", description = "This node's name; default: the host's.")
    Optional<String> node = Optional.empty();

    @Option(
            names = "--peer",
            paramLabel = "NAME=HOST",
            description =
                    "Another node and where it is reached; NAME alone: at the host of that name. Can be repeated.")
    List<String> peers = new ArrayList<>();

    @Option(
            names = "--cluster",
            paramLabel = "VERSION/NAME",
            description = "Debian's cluster, such as 17/main; not needed when there is only one.")
    Optional<String> cluster = Optional.empty();

    @Option(
            names = "--data-directory",
            paramLabel = "DIR",
            description = "The data directory, where Debian's tools do not know it.")
    Optional<Path> dataDirectory = Optional.empty();

    @Option(
            names = "--ssh-identity",
            paramLabel = "FILE",
            description = "The private key for ssh; default: /etc/zstandby/id_ed25519 if it is there.")
    Optional<Path> sshIdentity = Optional.empty();

    @Option(
            names = "--output-file",
            paramLabel = "FILE",
            defaultValue = CommonOptions.CONFIG,
            description = "Where to write; default: ${DEFAULT-VALUE}.")
    Path outputFile;

    @Option(names = "--force", description = "Replace the file if it is there.")
    boolean force;

    @Option(names = "--stdout", description = "Print the file instead of writing it.")
    boolean stdout;

    @Option(names = "--verbose", description = "Show every program that is run, on standard error.")
    boolean verbose;

    @Override
    boolean isVerbose() {
        return verbose;
    }

    @Override
    ExitCode run(Console console) {
        var file = new NewFile(outputFile);
        if (!stdout && !force) {
            file.mustNotExist();
        }
        var draft = Draft.ofThisHost(new Commands(console::detail), request());
        var text = draft.text();
        if (!stdout && force) {
            file.replace(text);
        } else if (!stdout) {
            file.create(text);
        }
        if (json()) {
            console.result(JsonText.of(stdout ? InitView.printed(draft, text) : InitView.written(draft, file.path())));
        } else if (stdout) {
            text.lines().forEach(console::result);
            DraftText.notes(draft).forEach(console::note);
        } else {
            tell(draft, file.path(), console);
        }
        return ExitCode.DONE;
    }

    private InitRequest request() {
        return new InitRequest(
                node.map(InitCommand::nodeName),
                peers.stream().map(PeerAddress::parse).toList(),
                cluster,
                dataDirectory,
                sshIdentity);
    }

    private static NodeName nodeName(String name) {
        if (!NodeName.isValid(name)) {
            throw Failure.usage("--node \"%s\" cannot be a node's name.".formatted(name))
                    .withRemedy("Use lower-case letters, digits and dashes, a letter first, 31 characters at most.");
        }
        return new NodeName(name);
    }

    private static void tell(Draft draft, Path file, Console console) {
        DraftText.found(draft).forEach(console::result);
        DraftText.notes(draft).forEach(console::note);
        DraftText.next(file, file.equals(USUAL_FILE)).forEach(console::result);
    }
}
