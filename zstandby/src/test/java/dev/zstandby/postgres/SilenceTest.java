package dev.zstandby.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Failure;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilenceTest {
    private static final Endpoint BETA =
            new Endpoint("beta", "localhost", 5432, "zstandby", "postgres", Path.of("/etc/zstandby/passfile"));

    private static Failure failure(String state, String said) {
        return ConnectionProblem.of(BETA, new SQLException(said, state));
    }

    @ParameterizedTest
    @CsvSource({
        "08001, Connection to localhost:5432 refused., UNREACHABLE",
        "08006, An I/O error occurred while sending to the backend., UNREACHABLE",
        "57P03, FATAL: the database system is starting up, NOT_YET",
        "53300, FATAL: sorry; too many clients already, NOT_YET",
        "57P03, FATAL: the database system is not accepting connections  Detail: Hot standby mode is disabled., HIDDEN",
        "28P01, FATAL: password authentication failed for user \"zstandby\", UNKNOWN",
        "28000, FATAL: no pg_hba.conf entry for host \"127.0.0.1\", LOCKED_OUT",
        "08004, 'The server requested SCRAM-based authentication, but no password was provided.', LOCKED_OUT",
        "3D000, FATAL: database \"postgres\" does not exist, UNKNOWN",
    })
    void tellsWhatPassesFromWhatDoesNot(String state, String said, Silence expected) {
        assertThat(Silence.of(failure(state, said))).isEqualTo(expected);
        assertThat(Silence.of(failure(state, said).withRemedy("Something else.")))
                .as("also of a copy")
                .isEqualTo(expected);
    }

    @Test
    void withoutAPassfileItIsOfNoUseToWait() {
        assertThat(Silence.of(ConnectionProblem.wrongPassfile(BETA))).isEqualTo(Silence.LOCKED_OUT);
    }

    @Test
    void anErrorOfTheServerIsNotTakenForAMissingConnection() {
        for (var state : new String[] {"42710", "55006", "57014", "XX000"}) {
            assertThat(failure(state, "ERROR: something").sentence()).doesNotContain("cannot be asked");
        }
        assertThat(failure("08001", "refused").remedy()).contains("listen_addresses");
        assertThat(failure("53400", "ERROR: all replication slots are in use").sentence())
                .contains("no replication slot left");
    }
}
