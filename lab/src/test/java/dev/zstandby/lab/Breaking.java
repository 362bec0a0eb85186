package dev.zstandby.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts operations that stop somewhere, breaks something there, runs the command again, and looks at what there is. */
final class Breaking {
    /** In seconds: longer than any program should take here, shorter than anybody wants to wait for one that hangs. */
    private static final String LIMIT = "60";

    private final Machines machines;

    Breaking(Machines machines) {
        this.machines = machines;
    }

    /** Starts the scenario's operation and waits until it has stopped at the moment, or ended. */
    Standing begin(Scenario scenario, String moment) {
        var words = new ArrayList<>(List.of(LIMIT, moment));
        words.addAll(List.of(scenario.words().split(" ")));
        return Standing.parse(machines.runFile(scenario.node(), "lab/matrix/begin.sh", words.toArray(String[]::new))
                .succeeded()
                .output());
    }

    /** Waits for the end of the run. */
    FirstRun end(Node node) {
        return FirstRun.parse(machines.runFile(node, "lab/matrix/end.sh").output());
    }

    /**
     * Breaks what has stopped, and does what a person would do then: mend it and run the command again.
     *
     * @param inLastStep whether the run stands in its last step, or past it
     */
    Aftermath strike(Scenario scenario, Fault fault, boolean inLastStep) {
        var story = new StringBuilder();
        // A primary whose pool is full commits nothing.
        boolean canCommit = !fault.full(scenario.node()).equals(Optional.of(Node.ALPHA));
        machines.runFile(Node.ALPHA, "lab/matrix/ask.sh", canCommit ? "commit" : "read")
                .succeeded();
        // What it prints is lost with its node.
        var printed = fault == Fault.NODE_OFF
                ? machines.run(scenario.node(), "cat /tmp/faults.out")
                        .succeeded()
                        .output()
                : "";
        fault.strike(machines, scenario.node());
        var first = fault == Fault.NODE_OFF ? FirstRun.lost(printed) : end(scenario.node());
        story.append("broken: %s%n%s%n".formatted(first.status(), first.trace()));
        var again = new ArrayList<Result>();
        if (fault.lasts()) {
            again.add(run(scenario.node(), scenario.again(first), story));
        }
        fault.mend(machines, scenario.node());
        if (scenario.needsServer()) {
            machines.run(Node.BETA, "systemctl start postgresql@17-main").succeeded();
        }
        again.add(run(scenario.node(), scenario.again(first), story));
        var done = facts();
        var served = serve(scenario);
        awaitEnds();
        // Anew: meanwhile the standby may have found back to its primary by itself.
        var after = facts();
        return new Aftermath(first, inLastStep, again, served, done, after, story.toString());
    }

    /** sshd notices minutes later that the other end of a session is gone, and ends what it runs only then. What is left stays. */
    private void awaitEnds() {
        for (Node node : Node.values()) {
            machines.run(
                    node,
                    "for i in $(seq 150); do pgrep -f 'zstandby\\.jar|^ssh .*zstandby@' >/dev/null || exit 0; sleep 1; done");
        }
    }

    private Result run(Node node, String command, StringBuilder story) {
        var run = machines.run(node, command);
        story.append("%s: %d%n%s%n".formatted(command, run.status(), run.text()));
        return run;
    }

    /** The one command by which the standby serves, where the operation does not see to it. */
    private String serve(Scenario scenario) {
        var reset = scenario.mayNeed().contains("reset") ? "reset" : "";
        return machines.runFile(Node.BETA, "lab/matrix/serve.sh", reset)
                .succeeded()
                .line();
    }

    Invariants.Pair facts() {
        var both = machines.runFileOnBoth("lab/matrix/facts.sh");
        return new Invariants.Pair(
                Facts.parse(both.getFirst().succeeded().output()),
                Facts.parse(both.getLast().succeeded().output()));
    }
}
