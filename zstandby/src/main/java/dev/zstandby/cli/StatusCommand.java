package dev.zstandby.cli;

import dev.zstandby.Bytes;
import dev.zstandby.ExitCode;
import dev.zstandby.config.ConfigurationFile;
import dev.zstandby.host.Commands;
import dev.zstandby.operations.Machine;
import dev.zstandby.operations.Operations;
import dev.zstandby.operations.Status;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "status", mixinStandardHelpOptions = true, description = "Shows both nodes in short.")
final class StatusCommand implements Callable<Integer> {
    private static final String ROW = "%-12s %-8s %-24s %4s  %-12s %s";

    @Mixin
    final CommonOptions common = new CommonOptions();

    @Mixin
    final PeerOption peer = new PeerOption();

    @Override
    public Integer call() {
        var console = Console.of(System.out, System.err, common.verbose, common.json());
        var configuration = ConfigurationFile.read(common.config);
        var machine = Machine.of(configuration, new Commands(console::detail));
        var status = new Operations(machine, console, plan -> Operations.Consent.Answer.ONLY_SHOW)
                .status(peer.of(configuration));
        if (common.json()) {
            console.result(JsonText.of(status));
        } else {
            show(console, status);
        }
        return ExitCode.DONE.status();
    }

    private static void show(Console console, Status status) {
        console.result(
                ROW.formatted("Node", "Role", "State", "TL", "Position", "Lag").stripTrailing());
        for (Status.Line node : status.nodes()) {
            console.result(ROW.formatted(
                            node.node(),
                            node.role(),
                            node.state(),
                            node.timeline().map(Object::toString).orElse("-"),
                            node.position().orElse("-"),
                            node.lag().map(lag -> new Bytes(lag).toString()).orElse(""))
                    .stripTrailing());
        }
        console.result("newest common snapshot: " + status.common().orElse("none"));
        console.result("staged: " + status.staged().orElse("nothing"));
        console.result("retired: " + (status.retired().isEmpty() ? "nothing" : String.join(", ", status.retired())));
        status.remarks().forEach(remark -> console.result("! " + remark));
    }
}
