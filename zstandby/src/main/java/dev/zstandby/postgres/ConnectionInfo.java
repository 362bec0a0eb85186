package dev.zstandby.postgres;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a standby reaches its primary: the value of {@code primary_conninfo}. It never holds a password, since every role
 * that may read settings could see it; libpq takes that from the passfile.
 *
 * @param applicationName by which the primary knows this standby, also in {@code synchronous_standby_names}
 * @param options further libpq keywords, such as {@code sslmode}; they win over the defaults here
 */
public record ConnectionInfo(
        String host, int port, String user, Path passfile, String applicationName, SortedMap<String, String> options) {

    private static final Set<String> SECRETS = Set.of("password", "sslpassword", "oauth_client_secret");

    /** Without them a standby whose primary vanished without a word waits for the kernel's two hours. */
    private static final Map<String, String> DEFAULTS = new TreeMap<>(Map.of(
            "connect_timeout", "10",
            "keepalives", "1",
            "keepalives_idle", "10",
            "keepalives_interval", "5",
            "keepalives_count", "3"));

    public ConnectionInfo {
        options = new TreeMap<>(options);
        if (options.keySet().stream().anyMatch(SECRETS::contains)) {
            throw new IllegalArgumentException("a secret does not belong into primary_conninfo; use the passfile");
        }
    }

    /**
     * The connection to a server that listens there.
     *
     * @param passfile of the operating-system user who runs the standby's server
     */
    public static ConnectionInfo of(Endpoint primary, Path passfile, String applicationName) {
        return new ConnectionInfo(
                primary.host(), primary.port(), primary.user(), passfile, applicationName, new TreeMap<>());
    }

    /** The same with one more libpq keyword. */
    public ConnectionInfo with(String keyword, String value) {
        var more = new TreeMap<>(options);
        more.put(keyword, value);
        return new ConnectionInfo(host, port, user, passfile, applicationName, more);
    }

    /** As libpq reads it. */
    @Override
    public String toString() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("host", host);
        parameters.put("port", Integer.toString(port));
        parameters.put("user", user);
        parameters.put("passfile", passfile.toString());
        parameters.put("application_name", applicationName);
        parameters.putAll(DEFAULTS);
        parameters.putAll(options);
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + Quoting.conninfo(parameter.getValue()))
                .collect(joining(" "));
    }
}
