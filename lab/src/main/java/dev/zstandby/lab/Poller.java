package dev.zstandby.lab;

import static java.util.Objects.requireNonNull;

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
 * A client that asks a server something ten times a second, and tells how long it got no answer. Usage:
 * {@code Poller HOST USER STOP_FILE [LSN]}, the password in {@value #PASSWORD}. It prints {@code answered} after the first answer, and at
 * the end one line: {@code polls answered longest-gap-ms without-answer-ms arrived-at}. It ends once the file exists or, where an LSN is
 * given, once the server is a standby that streams and has replayed that, or, then without a word, when two minutes bring no first answer;
 * {@code arrived-at} is when, in milliseconds since 1970, or 0. A gap is the time between two answers; without answer is the sum of those
 * gaps in which a poll failed.
 */
public final class Poller {
    /** The environment variable with the password. */
    public static final String PASSWORD = "PGPASSWORD";

    private static final Duration BETWEEN_POLLS = Duration.ofMillis(100);
    private static final Duration FIRST_ANSWER = Duration.ofMinutes(2);

    private final String host;
    private final String query;
    private final Properties properties = new Properties();
    private Optional<Connection> connection = Optional.empty();

    private Poller(String host, String user, String password, Optional<String> lsn) {
        this.host = host;
        this.query = lsn.map(target -> ("SELECT coalesce((SELECT status = 'streaming' FROM pg_stat_wal_receiver)"
                                + " AND pg_last_wal_replay_lsn() >= '%s', false)")
                        .formatted(target))
                .orElse("SELECT false");
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("socketTimeout", "2");
        properties.setProperty("ApplicationName", "poller");
    }

    /** Polls until the stop file is there or the position has been reached. */
    public static void main(String[] args) throws IOException, InterruptedException {
        var lsn = args.length > 3 ? Optional.of(args[3]) : Optional.<String>empty();
        new Poller(args[0], args[1], requireNonNull(System.getenv(PASSWORD), PASSWORD), lsn)
                .run(Path.of(args[2]), System.out);
    }

    private void run(Path stopFile, PrintStream out) throws InterruptedException {
        var polls = new Polls(System.nanoTime());
        long arrived = 0;
        var parent = ProcessHandle.current().parent();
        // Who started it may end without a word.
        while (arrived == 0
                && !Files.exists(stopFile)
                && ProcessHandle.current().parent().equals(parent)) {
            if (polls.answered == 0 && polls.sinceLastAnswer() > FIRST_ANSWER.toNanos()) {
                return;
            }
            long begin = System.nanoTime();
            var answer = ask();
            polls.add(answer.isPresent(), System.nanoTime());
            if (answer.isPresent() && polls.answered == 1) {
                out.println("answered");
            }
            if (answer.orElse(false)) {
                arrived = System.currentTimeMillis();
            }
            Thread.sleep(Math.max(0, BETWEEN_POLLS.toMillis() - (System.nanoTime() - begin) / 1_000_000));
        }
        polls.end(System.nanoTime());
        out.printf(
                "%d %d %d %d %d%n",
                polls.all, polls.answered, polls.longest / 1_000_000, polls.without / 1_000_000, arrived);
    }

    /** What was asked and answered, in nanoseconds. */
    private static final class Polls {
        private long all;
        private long answered;
        private long longest;
        private long without;
        private long lastAnswer;
        private boolean failedSince;

        Polls(long now) {
            this.lastAnswer = now;
        }

        void add(boolean isAnswered, long now) {
            all++;
            failedSince |= !isAnswered;
            if (isAnswered) {
                answered++;
                end(now);
                lastAnswer = now;
                failedSince = false;
            }
        }

        long sinceLastAnswer() {
            return System.nanoTime() - lastAnswer;
        }

        void end(long now) {
            longest = Math.max(longest, now - lastAnswer);
            without += failedSince ? now - lastAnswer : 0;
        }
    }

    /** Whether the server has arrived; empty without an answer. */
    private Optional<Boolean> ask() {
        try {
            var open = connection.isPresent() ? connection.get() : connect();
            try (var statement = open.createStatement();
                    var rows = statement.executeQuery(query)) {
                rows.next();
                connection = Optional.of(open);
                return Optional.of(rows.getBoolean(1));
            }
        } catch (SQLException e) {
            connection = Optional.empty();
            return Optional.empty();
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
