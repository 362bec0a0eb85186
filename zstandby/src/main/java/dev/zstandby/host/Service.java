package dev.zstandby.host;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The service that runs PostgreSQL: a unit of systemd (systemctl(1)), on FreeBSD one of rc(8). */
public final class Service {
    /** Stopping waits for the shutdown checkpoint and for connected standbys; an hour is what Debian's unit grants. */
    private static final Duration STOP = Duration.ofHours(1);

    /** Starting may replay a lot of WAL. */
    private static final Duration START = Duration.ofHours(1);

    private static final String CONTROL_GROUP = "ControlGroup=";

    private final Commands commands;
    private final String unit;
    private final Platform platform;

    public Service(Commands commands, String unit) {
        this(commands, unit, Platform.here());
    }

    Service(Commands commands, String unit, Platform platform) {
        this.platform = platform;
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
     * @param processes what tells its processes, which end with it: their control group, on FreeBSD the number of the first; empty
     *     when it does not run
     */
    public record State(boolean exists, boolean active, String processes) {}

    public State state() {
        var result = commands.run(platform.serviceState(unit));
        return switch (platform) {
            case LINUX -> state(result.lines());
            case FREEBSD -> FreeBsdTexts.state(result);
        };
    }

    static State state(List<String> properties) {
        return new State(
                properties.contains("LoadState=loaded"),
                Stream.of("active", "activating", "reloading")
                                .anyMatch(state -> properties.contains("ActiveState=" + state))
                        && !waitsForNothing(properties),
                properties.stream()
                        .filter(line -> line.startsWith(CONTROL_GROUP))
                        .map(line -> line.substring(CONTROL_GROUP.length()))
                        .findFirst()
                        .orElse(""));
    }

    /**
     * Debian's unit has no limit for its start: when all of it is killed meanwhile, systemd waits without an end for the process that a
     * left file names. Only a stop ends that.
     */
    private static boolean waitsForNothing(List<String> properties) {
        return properties.containsAll(List.of("ActiveState=activating", "MainPID=0", "ControlPID=0"));
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
        Privilege.run(commands, platform.service(verb, unit).withLimit(limit))
                .orFail("The service %s did not %s.".formatted(unit, verb), "See why: " + platform.serviceStatus(unit));
    }

    /** The last lines of the unit's journal; none where there is no journal. */
    public List<String> lastWords(int lines) {
        if (platform == Platform.FREEBSD) {
            return List.of();
        }
        return commands.run(
                        Command.of("journalctl", "--no-pager", "--output=cat", "--lines=" + lines, "--unit=" + unit))
                .lines();
    }
}
