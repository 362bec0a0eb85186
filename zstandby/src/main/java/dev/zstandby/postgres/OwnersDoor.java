package dev.zstandby.postgres;

import dev.zstandby.host.Command;
import dev.zstandby.host.CommandResult;
import dev.zstandby.host.Commands;
import dev.zstandby.host.Privilege;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How root asks this machine's own server as its owner, by {@code psql} over the local socket, where the usual
 * {@code pg_hba.conf} lets that user in without a password (peer authentication).
 *
 * @param binDirectory of {@code psql}
 * @param owner the operating-system user
 * @param socketDirectory absent for the one {@code psql} was built with
 */
public record OwnersDoor(
        Commands commands, Path binDirectory, String owner, int port, Optional<Path> socketDirectory, String database) {
    /** What every field of an answer ends with. */
    static final String END = "\0";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Asks the queries, one after the other. */
    CommandResult ask(String... queries) {
        var argv = psql("-Atwz0");
        for (String query : queries) {
            argv.addAll(List.of("-c", query));
        }
        return commands.run(asOwner(argv));
    }

    /** Runs the statements, which no list of processes shows; stops at the first that fails. */
    CommandResult run(String statements) {
        var argv = psql("-w");
        argv.addAll(List.of("-v", "ON_ERROR_STOP=1", "-1", "-f", "-"));
        return commands.run(asOwner(argv), statements);
    }

    private Command asOwner(List<String> argv) {
        return Privilege.asUser(owner, Command.of(argv).withLimit(LIMIT));
    }

    private List<String> psql(String options) {
        var argv = new ArrayList<>(List.of(binDirectory.resolve("psql").toString()));
        argv.addAll(List.of("-Xq", options, "-d", database, "-p", Integer.toString(port)));
        socketDirectory.ifPresent(directory -> argv.addAll(List.of("-h", directory.toString())));
        return argv;
    }
}
