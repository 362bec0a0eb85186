package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.operations.Finding;
import dev.zstandby.operations.Machine;
import dev.zstandby.operations.Operations;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(mixinStandardHelpOptions = true)
final class CheckCommand extends ConfiguredCommand {
    @Mixin
    final PeerOption peer = new PeerOption();

    @Override
    ExitCode run(Console console, Machine machine) {
        var operations = new Operations(machine, console, plan -> Operations.Consent.Answer.ONLY_SHOW);
        var findings = operations.check(peer.of(machine.configuration()));
        if (json()) {
            console.result(JsonText.of(View.Check.of(findings)));
        } else {
            findings.forEach(finding -> show(console, finding));
        }
        return exitCode(findings);
    }

    private static void show(Console console, Finding finding) {
        console.result("%-8s %s".formatted(finding.grade().name().toLowerCase(Locale.ROOT), finding.sentence()));
        finding.evidence().forEach(line -> console.result("           " + line));
        if (!finding.remedy().isEmpty()) {
            console.result("         -> " + finding.remedy());
        }
    }

    /** The gravest finding decides. */
    static ExitCode exitCode(List<Finding> findings) {
        if (findings.stream().anyMatch(finding -> finding.grade() == Finding.Grade.REFUSAL)) {
            return ExitCode.REFUSED;
        }
        return findings.stream().anyMatch(Finding::isBlocking) ? ExitCode.ENVIRONMENT : ExitCode.DONE;
    }
}
