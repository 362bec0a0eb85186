package dev.zstandby.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.ExitCode;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SQLSTATEs of PostgreSQL's appendix A; the driver's own errors have none. */
class ConnectionProblemTest {
    private static final Endpoint ALPHA =
            new Endpoint("alpha", "10.77.0.11", 5432, "zstandby", "postgres", Path.of("/etc/zstandby/passfile"));

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"08000", "08001", "08003", "08006", "08S01", "57P03"})
    void aConnectionThatIsLostMayPass(@Nullable String state) {
        var failure = ConnectionProblem.of(ALPHA, new SQLException("It is lost.", state));
        assertThat(failure.isPassing()).isTrue();
        assertThat(failure.sentence()).startsWith("PostgreSQL of alpha at 10.77.0.11 port 5432");
        assertThat(failure.evidence()).containsExactly("It is lost.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08004", "28P01", "28000", "3D000", "42501", "42P01", "53100", "53300", "53400", "55006", "57014",
                "57P01", "57P02", "XX000"
            })
    void whatPostgresRefusesDoesNot(String state) {
        var failure = ConnectionProblem.of(ALPHA, new SQLException("No.", state));
        assertThat(failure.isPassing()).isFalse();
        assertThat(failure.remedy()).isNotBlank();
    }

    @Test
    void whoIsNotAdmittedIsToldTheLine() {
        var failure = ConnectionProblem.of(
                ALPHA, new SQLException("FATAL: no pg_hba.conf entry for replication connection from host", "28000"));
        assertThat(failure.exitCode()).isEqualTo(ExitCode.ENVIRONMENT);
        assertThat(failure.remedy()).contains("host all,replication zstandby");
        assertThat(failure.isPassing()).isFalse();
    }
}
