package dev.zstandby.postgres;

import dev.zstandby.Failure;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;

/** One connection and the few ways zstandby asks on it. Not thread-safe. */
final class Session implements AutoCloseable {
    /** Reads one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Endpoint endpoint;
    private final Connection connection;

    private Session(Endpoint endpoint, Connection connection) {
        this.endpoint = endpoint;
        this.connection = connection;
    }

    /** @param limit for the log-in, and for each answer but those asked {@link #patiently} */
    static Session open(Endpoint endpoint, Duration limit) {
        var session = new Session(endpoint, connect(endpoint, limit, new Properties()));
        // Waiting for a synchronous standby could last for ever: statement_timeout does not end that wait.
        session.execute("SET synchronous_commit = local");
        session.execute("SET lock_timeout = '10s'");
        // It waits for hours while a stream runs, and a checkpoint may take long; which of these there are depends on
        // the version.
        session.rows(
                "SELECT set_config(name, '0', false) FROM pg_settings WHERE name IN"
                        + " ('statement_timeout', 'transaction_timeout', 'idle_session_timeout')",
                row -> "");
        return session;
    }

    /** Logs in as a WAL receiver does, which pg_hba.conf admits by lines of their own, and asks who the server is. */
    static void tryReplication(Endpoint endpoint, Duration limit) {
        var properties = new Properties();
        properties.setProperty("replication", "true");
        properties.setProperty("assumeMinServerVersion", "13");
        properties.setProperty("preferQueryMode", "simple");
        try (var connection = connect(endpoint, limit, properties);
                var statement = connection.createStatement();
                var row = statement.executeQuery("IDENTIFY_SYSTEM")) {
            row.next();
        } catch (SQLException e) {
            throw ConnectionProblem.of(endpoint, e);
        }
    }

    private static Connection connect(Endpoint endpoint, Duration limit, Properties properties) {
        if (!Files.isReadable(endpoint.passfile())) {
            throw ConnectionProblem.wrongPassfile(endpoint);
        }
        // The driver reads the password from the file itself, so that it stands in no property of ours.
        System.setProperty("org.postgresql.pgpassfile", endpoint.passfile().toString());
        var seconds = Long.toString(Math.max(1, limit.toSeconds()));
        properties.setProperty("user", endpoint.user());
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketFactory", WatchedSockets.class.getName());
        properties.setProperty("ApplicationName", "zstandby");
        var url = "jdbc:postgresql://%s:%d/%s".formatted(endpoint.host(), endpoint.port(), endpoint.database());
        try {
            var connection = new Driver().connect(url, properties);
            if (connection == null) {
                throw Failure.usage("%s is not an address that can be connected to.".formatted(url))
                        .withRemedy("Correct the server's host and port in the configuration.");
            }
            return connection;
        } catch (SQLException e) {
            throw ConnectionProblem.of(endpoint, e);
        }
    }

    /** Asks what may take long to answer; a server that can no longer be reached meanwhile ends it as a {@link ConnectionProblem}. */
    void patiently(Duration limit, Runnable question) {
        try (var _ = LinkWatch.over(endpoint, this::abort)) {
            int usual = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (int) limit.toMillis());
            question.run();
            connection.setNetworkTimeout(Runnable::run, usual);
        } catch (SQLException e) {
            throw ConnectionProblem.of(endpoint, e);
        }
    }

    void execute(String sql, String... parameters) {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            statement.execute();
        } catch (SQLException e) {
            throw ConnectionProblem.of(endpoint, e);
        }
    }

    <T> List<T> rows(String sql, Row<T> reader, String... parameters) {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            var found = new ArrayList<T>();
            try (var row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(reader.read(row));
                }
            }
            return found;
        } catch (SQLException e) {
            throw ConnectionProblem.of(endpoint, e);
        }
    }

    <T> T row(String sql, Row<T> reader, String... parameters) {
        var found = rows(sql, reader, parameters);
        if (found.size() != 1) {
            throw Failure.failed("%s answered %d rows where one was expected.".formatted(endpoint, found.size()))
                    .withEvidence(List.of(sql))
                    .withRemedy("Run the same command again; if it happens again, report it with what stands here.");
        }
        return found.getFirst();
    }

    /** Whoever waits for an answer gets an error in its place. */
    private void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // Then the answer's own time limit ends it.
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server notices by itself, and there is nothing left to ask it.
        }
    }
}
