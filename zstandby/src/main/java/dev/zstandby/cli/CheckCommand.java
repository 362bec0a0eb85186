package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.operations.Finding;
import dev.zstandby.operations.Machine;
import dev.zstandby.operations.Operations;
import dev.zstandby.setup.Setup;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(mixinStandardHelpOptions = true)
final class CheckCommand extends ConfiguredCommand {
    @Mixin
    final PeerOption peer = new PeerOption();

    @Mixin
    final AgreementOptions agreement = new AgreementOptions();

    @Option(names = "--fix", description = "Then offer what setup can mend on this node, as zstandby setup does.")
    boolean fix;

    @Override
    ExitCode run(Console console, Machine machine) {
        if (fix && json()) {
            throw Failure.usage("--fix asks and tells, and goes not with --output json.")
                    .withRemedy("Run zstandby check --output json, then zstandby setup --yes --output json.");
        }
        var code = report(console, machine);
        if (!fix || code == ExitCode.DONE) {
            return code;
        }
        return mend(console, machine) == ExitCode.DONE ? report(console, machine) : code;
    }

    private ExitCode report(Console console, Machine machine) {
        List<Finding> findings;
        try {
            findings = look(console, machine);
        } catch (Failure failure) {
            if (!fix) {
                throw failure;
            }
            console.failure(failure);
            return failure.exitCode();
        }
        if (json()) {
            console.result(JsonText.of(View.Check.of(findings)));
        } else {
            findings.forEach(finding -> show(console, finding));
        }
        return exitCode(findings);
    }

    private List<Finding> look(Console console, Machine machine) {
        var operations = new Operations(machine, console, plan -> Operations.Consent.Answer.ONLY_SHOW);
        return operations.check(peer.of(machine.configuration()));
    }

    @Override
    List<Finding> findings(Console console) {
        if (fix) {
            throw Failure.usage("--fix asks and tells, and goes not with --output nagios.")
                    .withRemedy("Run zstandby check --output nagios, then zstandby setup.");
        }
        return look(console, machine(console));
    }

    private ExitCode mend(Console console, Machine machine) {
        var setup = new Setup(machine.configuration(), common.config, machine.commands());
        var plan = setup.plan(Optional.empty());
        var nothing = "Setup can mend none of that on this node.";
        if (agreement.dryRun) {
            PlanText.lines(plan.proposal()).forEach(console::result);
            return ExitCode.NOTHING_TO_DO;
        }
        try (var _ = setup.lock()) {
            return new SetupRun(console, false, agreement, setup).carryOut(plan, false, nothing);
        }
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
