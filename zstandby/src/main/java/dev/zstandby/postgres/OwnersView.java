package dev.zstandby.postgres;

import dev.zstandby.Failure;
import java.nio.file.Path;
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
    public OwnersView {
        tablespaces = List.copyOf(tablespaces);
    }

    /** Asks; nothing when no server answers or this process may not become its owner. */
    public static Optional<OwnersView> ask(OwnersDoor door) {
        try {
            var result = door.ask(
                    "SELECT current_setting('data_directory')",
                    "SELECT oid::bigint, spcname, pg_tablespace_location(oid) FROM pg_tablespace"
                            + " WHERE pg_tablespace_location(oid) <> '' ORDER BY oid");
            return result.succeeded() ? parse(result.output()) : Optional.empty();
        } catch (Failure _) {
            return Optional.empty();
        }
    }

    /** Every field ends with a NUL: the data directory, then three for each tablespace. */
    static Optional<OwnersView> parse(String output) {
        var fields = List.of(output.split(OwnersDoor.END, -1));
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
