package dev.zstandby.host;

import dev.zstandby.Failure;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An operating-system user, as {@code getent passwd} prints it (passwd(5)). */
public record Account(String name, long uid, Path home, String shell) {
    private static final int FIELDS = 7;

    /** The account of that name; nothing when there is none. */
    public static Optional<Account> named(Commands commands, String name) {
        return commands.run(Command.of("getent", "passwd", name)).lines().stream()
                .map(Account::parse)
                .findFirst();
    }

    static Account parse(String line) {
        var field = List.of(line.split(":", -1));
        if (field.size() != FIELDS || !field.get(2).matches("[0-9]{1,10}")) {
            throw Failure.environment("getent passwd printed what is no account: %s".formatted(line))
                    .withRemedy("Mend the account (vipw), then run the command again.");
        }
        return new Account(field.get(0), Long.parseLong(field.get(2)), Path.of(field.get(5)), field.get(6));
    }

    /** Whether sshd can run a forced command for it: it runs that by the account's shell. */
    public boolean runsCommands() {
        return !shell.endsWith("/nologin") && !shell.endsWith("/false");
    }
}
