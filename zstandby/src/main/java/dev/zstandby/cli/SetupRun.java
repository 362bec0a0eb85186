package dev.zstandby.cli;

import dev.zstandby.ExitCode;
import dev.zstandby.setup.Setup;
import dev.zstandby.setup.SetupPlan;
import java.util.List;

/** Shows a plan of setup, lets the user agree, and has it carried out. */
record SetupRun(Console console, boolean json, AgreementOptions agreement, Setup setup) {
    /**
     * @param undo whether the plan takes back what setup did
     * @param nothing what is said when there is nothing to do
     */
    ExitCode carryOut(SetupPlan plan, boolean undo, String nothing) {
        plan.notes().forEach(console::note);
        if (plan.changes().isEmpty()) {
            console.result(json ? JsonText.of(View.Result.nothingToDo(nothing, List.of())) : nothing);
            return ExitCode.NOTHING_TO_DO;
        }
        if (!json) {
            PlanText.lines(plan.proposal()).forEach(console::result);
        }
        agreement.agree(console, json);
        int number = 1;
        for (var change : plan.changes()) {
            console.begin(number++, plan.changes().size(), change.what());
            if (undo) {
                setup.takeBack(plan, change);
            } else {
                setup.carryOut(plan, change);
            }
            console.end();
        }
        console.result(json ? JsonText.of(View.Result.done(plan.summary())) : "Done: " + plan.summary());
        return ExitCode.DONE;
    }
}
