package dev.zstandby.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class ConnectionInfoTest {
    private static final Endpoint ALPHA =
            new Endpoint("alpha", "alpha.example", 5432, "rep", "postgres", Path.of("/etc/zstandby/passfile"));
    private static final Path PASSFILE = Path.of("/var/lib/postgresql/.pgpass");

    @Test
    void namesThePrimaryTheRoleThePassfileAndNoPassword() {
        assertThat(ConnectionInfo.of(ALPHA, PASSFILE, "beta"))
                .hasToString("host=alpha.example port=5432 user=rep passfile=/var/lib/postgresql/.pgpass"
                        + " application_name=beta connect_timeout=10 keepalives=1 keepalives_count=3"
                        + " keepalives_idle=10 keepalives_interval=5");
    }

    /** PostgreSQL manual, "Connection Strings": quotes around, a backslash before a quote or backslash. */
    @Test
    void quotesAsLibpqReadsIt() {
        var spaced = new Endpoint("alpha", "::1", 5432, "it's", "postgres", Path.of("/etc/zstandby/passfile"));
        assertThat(ConnectionInfo.of(spaced, Path.of("/home/a b/c\\d"), "").toString())
                .startsWith("host=::1 port=5432 user='it\\'s' passfile='/home/a b/c\\\\d' application_name='' ");
    }

    @Test
    void aFurtherKeywordWinsOverADefault() {
        assertThat(ConnectionInfo.of(ALPHA, PASSFILE, "beta")
                        .inTheMannerOf("sslmode = verify-full connect_timeout='3'")
                        .toString())
                .contains("connect_timeout=3", "sslmode=verify-full")
                .doesNotContain("connect_timeout=10");
    }

    @Test
    void ofAFormerConnectionOnlyTheMannerIsKept() {
        assertThat(ConnectionInfo.of(ALPHA, PASSFILE, "beta")
                        .inTheMannerOf("host=old port=1 user=other password=secret sslpassword=secret dbname=x"
                                + " application_name=beta_old sslrootcert='/etc/my ca\\'s.crt' channel_binding=require")
                        .options())
                .containsOnly(entry("channel_binding", "require"), entry("sslrootcert", "/etc/my ca's.crt"));
    }

    @Test
    void whatCannotBeReadSaysNothing() {
        var info = ConnectionInfo.of(ALPHA, PASSFILE, "beta");
        assertThat(info.inTheMannerOf("postgresql://old/x?sslmode=require")).isEqualTo(info);
        assertThat(info.inTheMannerOf("sslmode=require 'x")).isEqualTo(info);
        assertThat(info.inTheMannerOf("sslmode='require")).isEqualTo(info);
        assertThat(info.inTheMannerOf(" ")).isEqualTo(info);
    }

    @Test
    void refusesAPassword() {
        var secret = new TreeMap<>(Map.of("password", "secret"));
        assertThatThrownBy(() -> new ConnectionInfo("h", 1, "rep", PASSFILE, "beta", secret))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void survivesTheSecondQuotingOfTheConfigurationFile() {
        var info = new ConnectionInfo("h", 1, "it's", Path.of("/p\\q"), "beta", new TreeMap<>()).toString();
        var file = AutoConf.EMPTY.with("primary_conninfo", info);
        assertThat(AutoConf.parse(file.bytes()).value("primary_conninfo")).contains(info);
    }
}
