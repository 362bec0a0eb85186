package dev.zstandby.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines are what PostgreSQL 15.18 (Debian 12) logged when each fault was made on a real standby. */
final class ServerLogTest {
    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    LOG:  could not bind IPv4 address "127.0.0.1": Address already in use                                   | something else listens
                    FATAL:  could not create any TCP/IP sockets                                                             | something else listens
                    FATAL:  recovery aborted because of insufficient parameter settings                                     | a setting is lower
                    DETAIL:  max_connections = 20 is a lower setting than on the primary server, where its value was 100.   | a setting is lower
                    FATAL:  could not receive data from WAL stream: ERROR:  requested WAL segment 000000010000000000000015 has already been removed | no longer has the WAL
                    FATAL:  could not start WAL streaming: ERROR:  replication slot "nope" does not exist                   | slot does not exist
                    FATAL:  could not connect to the primary server: connection to server at "127.0.0.1", port 55431 failed: FATAL:  no pg_hba.conf entry for replication connection from host "127.0.0.1", user "postgres", no encryption | no line of the primary's pg_hba.conf
                    FATAL:  could not connect to the primary server: connection to server at "127.0.0.1", port 55431 failed: FATAL:  password authentication failed for user "rep" | refuses its password
                    FATAL:  could not connect to the primary server: connection to server at "127.0.0.1", port 55431 failed: fe_sendauth: no password supplied | has no password
                    FATAL:  could not connect to the primary server: connection to server at "127.0.0.1", port 55439 failed: Connection refused | does not reach the primary
                    FATAL:  lock file "postmaster.pid" already exists                                                       | another server seems to run
                    LOG:  new timeline 2 forked off current database system timeline 1 before current recovery point 0/1F000CA8 | it has diverged
                    FATAL:  requested timeline 2 does not contain minimum recovery point 0/1F000CA8 on timeline 1           | it has diverged
                    FATAL:  data directory "/srv/pg/b" has invalid permissions                                              | owner or mode
                    FATAL:  database files are incompatible with server                                                     | another version
                    """)
    void putsKnownLinesIntoWordsWithARemedy(String line, String words) {
        var complaint =
                ServerComplaint.of("2026-11-23 01:20:54.346 UTC [7745] " + line).orElseThrow();
        assertThat(complaint.sentence()).contains(words);
        assertThat(complaint.remedy()).isNotBlank();
    }

    /** PostgreSQL 18; earlier versions only say that the segment has been removed (src/test/recovery/t/019_replslot_limit.pl). */
    @Test
    void knowsASlotThatLostItsWal() {
        var line = "FATAL:  could not start WAL streaming: ERROR:  can no longer access replication slot \"beta\"";
        assertThat(ServerComplaint.of(line).orElseThrow().sentence()).contains("max_slot_wal_keep_size");
    }

    @Test
    void saysNothingAboutAHealthyStandby() {
        var lines = """
                2026-11-23 01:20:59.859 UTC [7809] LOG:  entering standby mode
                2026-11-23 01:20:59.861 UTC [7806] LOG:  database system is ready to accept read-only connections
                2026-11-23 01:20:59.870 UTC [7810] LOG:  started streaming WAL from primary at 0/1F000000 on timeline 1
                2026-11-23 01:21:02.133 UTC [7810] FATAL:  terminating walreceiver process due to administrator command
                """;
        assertThat(ServerLog.explain(lines.lines().toList())).isEmpty();
    }

    @Test
    void explainsTheNewestKnownLine() {
        var lines = List.of(
                "LOG:  could not bind IPv4 address \"127.0.0.1\": Address already in use",
                "FATAL:  lock file \"postmaster.pid\" already exists",
                "LOG:  database system is shut down");
        assertThat(ServerLog.explain(lines).orElseThrow().line()).contains("postmaster.pid");
    }

    @Test
    void readsTheLastLinesOfAShortFile() throws IOException {
        var log = new ServerLog(Files.writeString(temp.resolve("log"), "a\nb\nc"));
        assertThat(log.last(2)).containsExactly("b", "c");
        assertThat(log.last(9)).containsExactly("a", "b", "c");
        assertThat(log.last(0)).isEmpty();
    }

    @Test
    void readsTheLastLinesOfAFileOfManyBlocks() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append("line ").append(i).append(" é\n");
        }
        var log = new ServerLog(Files.writeString(temp.resolve("log"), text));
        assertThat(log.last(3)).containsExactly("line 99997 é", "line 99998 é", "line 99999 é");
        assertThat(log.last(10_000)).hasSize(10_000).startsWith("line 90000 é");
    }

    @Test
    void aFileThatIsNotThereHasNoLines() {
        assertThat(new ServerLog(temp.resolve("missing")).last(5)).isEmpty();
    }
}
