package dev.zstandby.host;

import dev.zstandby.Failure;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs every child process of zstandby: without a shell, in the C locale, with a time limit, and with what it prints kept
 * up to {@value Background#MOST_BYTES} bytes a stream (the rest is read and dropped, so that no child blocks on a full pipe).
 */
public final class Commands {
    private static final Redirect NOTHING = Redirect.from(new File("/dev/null"));

    private static final Duration ANY = Duration.ofDays(365);

    private final Consumer<Supplier<String>> log;
    private final Duration most;

    /** @param log told of every command before it starts and of how it ended; the words are made when it asks for them */
    public Commands(Consumer<Supplier<String>> log) {
        this(log, ANY);
    }

    /** @param most the time that no command may take longer than, whatever its own limit */
    public Commands(Consumer<Supplier<String>> log, Duration most) {
        this.log = log;
        this.most = most;
    }

    /** The limit, or less where nothing may take that long. */
    public Duration within(Duration limit) {
        return limit.compareTo(most) < 0 ? limit : most;
    }

    /** Runs the command to its end, with nothing to read and whatever its exit status; fails when it cannot be started or takes too long. */
    public CommandResult run(Command command) {
        return finish(start(builder(command).redirectInput(NOTHING), command), command);
    }

    /** The same with something to read, for what must not be seen among a process's arguments; it is not logged. */
    public CommandResult run(Command command, String input) {
        var process = start(builder(command), command);
        var written = Background.start(() -> write(process.getOutputStream(), input));
        var result = finish(process, command);
        written.join();
        return result;
    }

    private static void write(OutputStream stream, String input) {
        try (stream) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The program did not want all of it; its exit status says whether that is a problem.
        }
    }

    private CommandResult finish(Process process, Command command) {
        long start = System.nanoTime();
        var output = Background.read(process.getInputStream());
        var errors = Background.read(process.getErrorStream());
        int status = await(process, command.withLimit(within(command.limit())));
        var result = new CommandResult(command, status, output.join(), errors.join());
        long took = System.nanoTime() - start;
        log.accept(() -> "exit status %d after %d ms: %s"
                .formatted(status, Duration.ofNanos(took).toMillis(), command));
        return result;
    }

    /** Starts a process whose streams the caller takes care of; {@link #builder} says in which environment. */
    public Process start(Command command) {
        return start(builder(command), command);
    }

    /** Starts a process from a builder made by {@link #builder}, with redirections of the caller's. */
    public Process start(ProcessBuilder builder, Command command) {
        log.accept(() -> "run: " + command);
        try {
            return builder.start();
        } catch (IOException e) {
            throw Failure.environment("The program %s cannot be started.".formatted(command.program()))
                    .withEvidence(List.of(String.valueOf(e.getMessage())))
                    .withRemedy("Install it, or correct the PATH that zstandby runs with.");
        }
    }

    public static ProcessBuilder builder(Command command) {
        var builder = new ProcessBuilder(command.argv());
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    /** Waits for the process within the command's limit; past it the process and its children are ended. */
    public static int await(Process process, Command command) {
        try {
            if (process.waitFor(command.limit().toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            end(process);
            throw Failure.failed("A command did not end within %d seconds and was ended."
                            .formatted(command.limit().toSeconds()))
                    .withEvidence(List.of("command: " + command))
                    .withRemedy(
                            "See what holds it up (a suspended pool: zpool status; a disk: dmesg), then run zstandby again.");
        } catch (InterruptedException e) {
            end(process);
            Thread.currentThread().interrupt();
            throw Failure.failed("Interrupted while a command ran.")
                    .withEvidence(List.of("command: " + command))
                    .withRemedy("Run the same command again: it goes on where it stopped.");
        }
    }

    /** Ends a process and what it started, first asking, then (after two seconds) by force. */
    public static void end(Process process) {
        var family = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        family.forEach(ProcessHandle::destroyForcibly);
    }
}
