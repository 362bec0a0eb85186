package dev.zstandby.postgres;

import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a server that does not answer yet shows of its progress. Two looks that differ show that it gets on: its startup
 * process calls itself by the WAL segment that it replays (xlogrecovery.c, {@code update_process_title}), and logs how long
 * it has been at work on the files (PostgreSQL 15 and later, {@code log_startup_progress_interval}).
 */
public final class StartupSigns {
    private static final Pattern TITLE = Pattern.compile("startup (?:recovering|waiting for) [0-9A-F]{24}");
    private static final String PROGRESS = "elapsed time:";
    private static final int LINES = 15;

    private StartupSigns() {}

    /**
     * One look.
     *
     * @param log absent when it is not in a file
     */
    public static List<String> of(Commands commands, Path dataDirectory, Optional<ServerLog> log) {
        var signs = new ArrayList<String>();
        new DataDirectory(dataDirectory)
                .postmasterId()
                .ifPresent(id -> titles(commands, id).forEach(signs::add));
        log.ifPresent(file -> file.last(LINES).stream()
                .filter(line -> line.contains(PROGRESS))
                .forEach(signs::add));
        return signs;
    }

    /** As ps(1) of Linux and FreeBSD prints them: the parent's number, then the title. */
    private static Stream<String> titles(Commands commands, long postmaster) {
        return commands.run(Command.of("ps", "-axww", "-o", "ppid=", "-o", "args=")).lines().stream()
                .map(String::strip)
                .filter(line -> line.startsWith(postmaster + " "))
                .flatMap(line -> TITLE.matcher(line).results())
                .map(match -> match.group());
    }
}
