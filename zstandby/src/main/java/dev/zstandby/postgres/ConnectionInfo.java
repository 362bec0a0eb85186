package dev.zstandby.postgres;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How a standby reaches its primary: the value of {@code primary_conninfo}. It never holds a password, since every role
 * that may read settings could see it; libpq takes that from the passfile.
 *
 * @param applicationName by which the primary knows this standby, also in {@code synchronous_standby_names}
 * @param options further libpq keywords, such as {@code sslmode}; they win over the defaults here
 * @see <a href="https://www.postgresql.org/docs/current/libpq-connect.html">Connection Strings, Parameter Key Words</a>
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

    private static final Pattern MANNER = Pattern.compile(
            "ssl.*|gss.*|krbsrvname|channel_binding|require_auth|connect_timeout|tcp_user_timeout|keepalives.*");

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

    /**
     * The same, with what another one says of how to connect: its keywords of TLS, GSSAPI and time limits, not where to and as
     * whom.
     *
     * @param former a {@code primary_conninfo}; one that is a URI, or cannot be read, says nothing
     */
    public ConnectionInfo inTheMannerOf(String former) {
        var more = new TreeMap<>(options);
        Keywords.of(former).forEach((keyword, value) -> {
            if (MANNER.matcher(keyword).matches() && !SECRETS.contains(keyword)) {
                more.put(keyword, value);
            }
        });
        return new ConnectionInfo(host, port, user, passfile, applicationName, more);
    }

    /** The keywords and values of a connection string. */
    private static final class Keywords {
        private static final Pattern PAIR =
                Pattern.compile("\\s*([a-z_]+)\\s*=\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|((?:[^\\s'\\\\]|\\\\.)*))(?=\\s|$)");

        private Keywords() {}

        /** Nothing when it is not a list of keywords and values to its end. */
        static Map<String, String> of(String text) {
            var keywords = new TreeMap<String, String>();
            var pair = PAIR.matcher(text);
            int at = 0;
            while (!text.substring(at).isBlank()) {
                if (!pair.find(at) || pair.start() != at) {
                    return Map.of();
                }
                var value = pair.group(2) != null ? pair.group(2) : pair.group(3);
                keywords.put(pair.group(1), value.replaceAll("\\\\(.)", "$1"));
                at = pair.end();
            }
            return keywords;
        }
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
