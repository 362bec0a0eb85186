package dev.zstandby.postgres;

import dev.zstandby.Failure;
import dev.zstandby.host.Command;
import dev.zstandby.host.Commands;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What this machine's own server tells the user who owns it, over the local socket, where the usual {@code pg_hba.conf} lets
 * that user in without a password (peer authentication). For the time before zstandby has a role of its own.
 *
 * @param dataDirectory of the server that answered
 */
public record OwnersView(Path dataDirectory, List<Tablespace> tablespaces) {
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String NUL = "\0";

    public OwnersView {
        tablespaces = List.copyOf(tablespaces);
    }

    /**
     * How the owner reaches the server.
     *
     * @param binDirectory of its {@code psql}
     * @param owner the operating-system user
     * @param socketDirectory absent for the one {@code psql} was built with
     */
    public record Door(Path binDirectory, String owner, int port, Optional<Path> socketDirectory) {}

    /** Asks; nothing when no server answers or this process may not become its owner. */
    public static Optional<OwnersView> ask(Commands commands, Door door) {
        var argv = new ArrayList<>(List.of("runuser", "-u", door.owner(), "--"));
        argv.add(door.binDirectory().resolve("psql").toString());
        argv.addAll(List.of("-XAtwqz0", "-d", "postgres", "-p", Integer.toString(door.port())));
        door.socketDirectory().ifPresent(directory -> argv.addAll(List.of("-h", directory.toString())));
        argv.addAll(List.of("-c", "SELECT current_setting('data_directory')"));
        argv.addAll(List.of(
                "-c",
                "SELECT oid::bigint, spcname, pg_tablespace_location(oid) FROM pg_tablespace"
                        + " WHERE pg_tablespace_location(oid) <> '' ORDER BY oid"));
        try {
            var result = commands.run(Command.of(argv).withLimit(LIMIT));
            return result.succeeded() ? parse(result.output()) : Optional.empty();
        } catch (Failure _) {
            return Optional.empty();
        }
    }

    /** Every field ends with a NUL: the data directory, then three for each tablespace. */
    static Optional<OwnersView> parse(String output) {
        var fields = List.of(output.split(NUL, -1));
        int tablespaces = (fields.size() - 2) / 3;
        if (fields.size() != 2 + 3 * tablespaces || !fields.getFirst().startsWith("/")) {
            return Optional.empty();
        }
        var found = new ArrayList<Tablespace>();
        for (int i = 1; i + 2 < fields.size(); i += 3) {
            if (!fields.get(i).matches("[0-9]{1,10}")) {
                return Optional.empty();
            }
            found.add(new Tablespace(Long.parseLong(fields.get(i)), fields.get(i + 1), Path.of(fields.get(i + 2))));
        }
        return Optional.of(new OwnersView(Path.of(fields.getFirst()), found));
    }
}
