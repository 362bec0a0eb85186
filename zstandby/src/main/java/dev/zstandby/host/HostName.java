package dev.zstandby.host;

import java.util.Locale;

/** This machine's own name. */
public final class HostName {
    private HostName() {}

    /** The first part of what {@code uname -n} says, in lower case; not always what DNS calls the machine. */
    public static String shortName(Commands commands) {
        var name = commands.run(Command.of("uname", "-n"))
                .orFail("This machine's name cannot be told.", "See that \"uname -n\" prints it.")
                .output()
                .strip()
                .toLowerCase(Locale.ROOT);
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
