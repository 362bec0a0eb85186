package dev.zstandby.host;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The systemd unit that runs PostgreSQL (systemctl(1)). */
public final class Service {
    /** Stopping waits for the shutdown checkpoint and for connected standbys; an hour is what Debian's unit grants. */
    private static final Duration STOP = Duration.ofHours(1);

    /** Starting may replay a lot of WAL. */
    private static final Duration START = Duration.ofHours(1);

    private static final String CONTROL_GROUP = "ControlGroup=";

    private final Commands commands;
    private final String unit;

    public Service(Commands commands, String unit) {
        this.commands = commands;
        this.unit = unit;
    }

    public String unit() {
        return unit;
    }

    /**
     * The unit as systemd sees it.
     *
     * @param exists whether it is known on this machine
     * @param active whether it runs or is about to
     * @param controlGroup the control group of its processes, which end with it; empty when it does not run
     */
    public record State(boolean exists, boolean active, String controlGroup) {}

    public State state() {
        var properties = commands.run(
                        Command.of("systemctl", "show", "--property=LoadState,ActiveState,ControlGroup", unit))
                .lines();
        return new State(
                properties.contains("LoadState=loaded"),
                Stream.of("active", "activating", "reloading")
                        .anyMatch(state -> properties.contains("ActiveState=" + state)),
                properties.stream()
                        .filter(line -> line.startsWith(CONTROL_GROUP))
                        .map(line -> line.substring(CONTROL_GROUP.length()))
                        .findFirst()
                        .orElse(""));
    }

    /** Whether it runs or is about to. */
    public boolean isActive() {
        return state().active();
    }

    /** Starts it; Debian's unit succeeds even when the server does not start, so the server itself must be asked. */
    public void start() {
        run("start", START);
    }

    /** Stops it and waits until it has stopped; nothing happens when it does not run. */
    public void stop() {
        run("stop", STOP);
    }

    private void run(String verb, Duration limit) {
        Privilege.run(commands, command(verb, unit).withLimit(limit))
                .orFail(
                        "The service %s did not %s.".formatted(unit, verb),
                        "See why: systemctl status %s".formatted(unit));
    }

    /** What starts or stops the unit. */
    public static Command command(String verb, String unit) {
        return Command.of("systemctl", verb, unit);
    }

    /** The last lines of the unit's journal. */
    public List<String> lastWords(int lines) {
        return commands.run(
                        Command.of("journalctl", "--no-pager", "--output=cat", "--lines=" + lines, "--unit=" + unit))
                .lines();
    }
}
