package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.config.Configuration;
import dev.zstandby.operations.Machine;
import dev.zstandby.operations.Operations;
import dev.zstandby.operations.Outcome;
import picocli.CommandLine.Mixin;

/** A command that observes, plans and carries out; what differs is which operation. */
abstract class OperationCommand extends ConfiguredCommand {
    @Mixin
    final ConsentOptions consent = new ConsentOptions();

    abstract Outcome run(Operations operations, Configuration configuration);

    @Override
    ExitCode run(Console console, Machine machine) {
        consent.mustBeFor(machine.configuration().node());
        var operations = new Operations(machine, console, consent.on(console, json()));
        return show(console, run(operations, machine.configuration()));
    }

    private ExitCode show(Console console, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(var report, var plan) -> {
                if (json()) {
                    console.result(JsonText.of(View.Result.done(report, plan)));
                } else {
                    ReportText.lines(report).forEach(console::result);
                }
                yield ExitCode.DONE;
            }
            case Outcome.Shown(var plan) -> {
                if (json()) {
                    console.result(JsonText.of(View.Result.planned(plan)));
                } else {
                    PlanText.lines(plan).forEach(console::result);
                }
                yield ExitCode.DONE;
            }
            case Outcome.NothingToDo(var reason, var remarks) -> {
                if (json()) {
                    console.result(JsonText.of(View.Result.nothingToDo(reason, remarks)));
                } else {
                    console.result(reason);
                    remarks.forEach(remark -> console.result("  " + remark));
                }
                yield ExitCode.NOTHING_TO_DO;
            }
        };
    }
}
