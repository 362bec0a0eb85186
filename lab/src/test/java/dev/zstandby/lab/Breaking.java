package dev.zstandby.lab;

import java.util.ArrayList;
import java.util.List;

/** Starts operations that stop somewhere, breaks something there, runs the command again, and looks at what there is. */
final class Breaking {
    /** In seconds: longer than any program should take here, shorter than anybody wants to wait for one that hangs. */
    private static final String LIMIT = "60";

    private final Machines machines;

    Breaking(Machines machines) {
        this.machines = machines;
    }

    /**
     * How a broken run ended.
     *
     * @param first the exit status of the run that was broken, or {@code killed}
     * @param again those of the runs after it
     */
    record Ended(String first, String again, List<String> complaints, String story) {}

    /** Starts the scenario's operation and waits until it has stopped at the moment, or ended. */
    void begin(Scenario scenario, String moment) {
        var words = new ArrayList<>(List.of(LIMIT, moment));
        words.addAll(List.of(scenario.words().split(" ")));
        machines.runFile(scenario.node(), "lab/matrix/begin.sh", words.toArray(String[]::new))
                .succeeded();
    }

    /** Waits for the end of the run; gives its exit status on the first line, then what it printed. */
    Result end(Scenario scenario) {
        return machines.run(
                scenario.node(),
                "for i in $(seq 1500); do [ -s /tmp/faults.status ] && break; sleep 0.2; done;"
                        + " cat /tmp/faults.status || echo none; cat /tmp/faults.out");
    }

    /** Breaks what has stopped, and does what a person would do then: mend it and run the command again. */
    Ended strike(Scenario scenario, Fault fault, Invariants.Pair before) {
        var story = new StringBuilder();
        fault.strike(machines, scenario.node());
        var first = fault.endsTheRun() ? "killed" : told(story, end(scenario));
        var again = new ArrayList<String>();
        if (fault.lasts()) {
            again.add(run(scenario, story));
        }
        fault.mend(machines, scenario.node());
        again.add(run(scenario, story));
        serve(scenario);
        var complaints = new ArrayList<>(
                new Invariants(scenario, before, facts(), fault.restarts(Node.ALPHA, scenario.node())).violated());
        if (!again.getLast().matches("0|4|5")) {
            complaints.add("the command ends in success or says what a person must decide: " + again.getLast());
        }
        return new Ended(first, String.join(" ", again), complaints, story.toString());
    }

    private static String told(StringBuilder story, Result run) {
        story.append(run.text()).append('\n');
        return run.output().lines().findFirst().orElse("none");
    }

    private String run(Scenario scenario, StringBuilder story) {
        var run = machines.run(scenario.node(), scenario.again());
        story.append(scenario.again()).append(": ").append(run.status()).append('\n');
        story.append(run.text()).append('\n');
        return Integer.toString(run.status());
    }

    /**
     * The one command by which the standby serves, where the operation does not see to it: its server is started, or it is reset
     * when it has been taken back to a tree whose WAL the primary has no more.
     */
    private void serve(Scenario scenario) {
        machines.run(
                Node.BETA,
                "cd /; streams() { [ \"$(runuser -u postgres -- psql -XAtqc 'SELECT status FROM pg_stat_wal_receiver'"
                        + " 2>/dev/null)\" = streaming ]; }; wait_for() { for i in $(seq $1); do streams && exit 0; sleep 1; done; };"
                        + " if systemctl is-active -q postgresql@17-main; then wait_for 30; else systemctl start"
                        + " postgresql@17-main; wait_for 60; fi; "
                        + (scenario.tidies() ? "exit 1" : "zstandby reset --yes"));
    }

    Invariants.Pair facts() {
        return new Invariants.Pair(
                Facts.parse(machines.runFile(Node.ALPHA, "lab/matrix/facts.sh").output()),
                Facts.parse(machines.runFile(Node.BETA, "lab/matrix/facts.sh").output()));
    }
}
