package dev.zstandby.cli;

import dev.zstandby.Bytes;
import dev.zstandby.ExitCode;
import dev.zstandby.operations.Machine;
import dev.zstandby.operations.Operations;
import dev.zstandby.operations.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(mixinStandardHelpOptions = true)
final class StatusCommand extends ConfiguredCommand {
    private static final String ROW = "%-12s %-8s %-24s %4s  %-12s %s";

    @Mixin
    final PeerOption peer = new PeerOption();

    @Override
    ExitCode run(Console console, Machine machine) {
        var status = new Operations(machine, console, plan -> Operations.Consent.Answer.ONLY_SHOW)
                .status(peer.of(machine.configuration()));
        if (json()) {
            console.result(JsonText.of(status));
        } else {
            show(console, status);
        }
        return ExitCode.DONE;
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
        console.result("newest common snapshot: " + status.common().orElse(status.sawPeer() ? "none" : "not known"));
        console.result("staged: " + status.staged().orElse("nothing"));
        console.result("retired: " + (status.retired().isEmpty() ? "nothing" : String.join(", ", status.retired())));
        status.remarks().forEach(remark -> console.result("! " + remark));
    }
}
