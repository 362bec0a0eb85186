package dev.zstandby.host;

import dev.zstandby.Failure;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How this process does what its own user may not: root does it, any other user has it done by sudo(8), to which
 * the file that setup wrote says which commands those are, each with all its arguments.
 */
public final class Privilege {
    private static final String ROOT = "root";

    /** Of sudo and of sudo-rs. */
    private static final Pattern DENIAL = Pattern.compile(
            "^(?:sudo(?:-rs)?: .*(?:required|not allowed|authentication|I'm sorry)|Sorry, user )", Pattern.MULTILINE);

    private Privilege() {}

    /** Whether this process runs as root. */
    public static boolean isRoot() {
        return isUser(ROOT);
    }

    /** Whether this process runs as the user. */
    public static boolean isUser(String name) {
        return System.getProperty("user.name", "").equals(name);
    }

    /** The command as root runs it. */
    public static Command asRoot(Command command) {
        return isRoot() ? command : command.after("sudo", "-n", "--");
    }

    /** The command as the user runs it. */
    public static Command asUser(String name, Command command) {
        if (isUser(name)) {
            return command;
        }
        return isRoot() ? Platform.here().asUser(name, command) : command.after("sudo", "-n", "-u", name, "--");
    }

    /** What is said when sudo does not let this user do it. */
    public static Failure denied(List<String> evidence) {
        return Failure.environment("This user may not do all that the command needs.")
                .withEvidence(evidence)
                .withRemedy("Run the command as root. To run it as user zstandby, have run-by: zstandby in the"
                        + " configuration, and run zstandby setup as root.");
    }

    /** Whether it is sudo that complains, and not what it was to run. */
    public static boolean isDenial(String errors) {
        return DENIAL.matcher(errors).find();
    }

    /** Runs the command as root; a {@link Failure} says so when this user may not. */
    public static CommandResult run(Commands commands, Command command) {
        var result = commands.run(asRoot(command));
        if (!result.succeeded() && !isRoot() && isDenial(result.errors())) {
            throw denied(List.of("command: " + command, result.errors().strip()));
        }
        return result;
    }
}
