package dev.zstandby.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * A client that asks a server something ten times a second, and tells for how long at the most it got no answer. Usage:
 * {@code Poller HOST USER PASSWORD STOP_FILE}; runs until the file exists, then prints {@code polls answered longest-gap-ms}.
 */
public final class Poller {
    private static final Duration BETWEEN_POLLS = Duration.ofMillis(100);

    private final String host;
    private final Properties properties = new Properties();
    private Optional<Connection> connection = Optional.empty();

    private Poller(String host, String user, String password) {
        this.host = host;
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("socketTimeout", "2");
        properties.setProperty("ApplicationName", "poller");
    }

    /** Polls until the stop file is there. */
    public static void main(String[] args) throws IOException, InterruptedException {
        var poller = new Poller(args[0], args[1], args[2]);
        poller.run(Path.of(args[3]), System.out);
    }

    private void run(Path stopFile, PrintStream out) throws InterruptedException {
        long polls = 0;
        long answered = 0;
        long longest = 0;
        long lastAnswer = System.nanoTime();
        while (!Files.exists(stopFile)) {
            long begin = System.nanoTime();
            polls++;
            if (answers()) {
                answered++;
                longest = Math.max(longest, System.nanoTime() - lastAnswer);
                lastAnswer = System.nanoTime();
            }
            Thread.sleep(Math.max(0, BETWEEN_POLLS.toMillis() - (System.nanoTime() - begin) / 1_000_000));
        }
        longest = Math.max(longest, System.nanoTime() - lastAnswer);
        out.printf("%d %d %d%n", polls, answered, longest / 1_000_000);
    }

    private boolean answers() {
        try {
            var open = connection.isPresent() ? connection.get() : connect();
            try (var statement = open.createStatement()) {
                statement.execute("SELECT 1");
            }
            connection = Optional.of(open);
            return true;
        } catch (SQLException e) {
            connection = Optional.empty();
            return false;
        }
    }

    private Connection connect() throws SQLException {
        var made = new Driver().connect("jdbc:postgresql://%s/postgres".formatted(host), properties);
        if (made == null) {
            throw new SQLException("not an address: " + host);
        }
        return made;
    }
}
