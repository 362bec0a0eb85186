package dev.zstandby.postgres;

import dev.zstandby.Failure;
import io.avaje.jsonb.Jsonb;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads what {@code pg_lsclusters} of postgresql-common prints. Clusters whose data directory it does not know are left out,
 * and those before PostgreSQL 10, whose versions have two numbers.
 */
final class DebianClusterListing {
    private static final Jsonb JSON = Jsonb.builder().build();
    private static final Comparator<DebianCluster> ORDER =
            Comparator.comparingInt(DebianCluster::majorVersion).thenComparing(DebianCluster::name);

    /** Only the data directory may hold spaces: version, name, port, status, owner, data directory, log. */
    private static final Pattern COLUMNS =
            Pattern.compile("([0-9]+) +([-.\\w]+) +([0-9]+) +\\S+ +\\S+ +(/.*?) +(\\S+)\\s*");

    private DebianClusterListing() {}

    /** Of {@code --json}: numbers come with or without quotes, as Perl last used them. */
    static List<DebianCluster> fromJson(String text) {
        try {
            return JSON.type(Object.class).fromJson(text) instanceof List<?> entries
                    ? entries.stream()
                            .flatMap(entry -> entry instanceof Map<?, ?> map ? cluster(map).stream() : Stream.of())
                            .sorted(ORDER)
                            .toList()
                    : List.of();
        } catch (RuntimeException e) {
            throw Failure.failed("What pg_lsclusters prints is not understood.")
                    .withEvidence(text.lines().limit(5).toList())
                    .withRemedy("See that it is postgresql-common's: dpkg -S \"$(command -v pg_lsclusters)\"");
        }
    }

    private static Optional<DebianCluster> cluster(Map<?, ?> entry) {
        var dataDirectory = text(entry, "pgdata");
        var version = text(entry, "version").filter(digits -> digits.matches("[0-9]+"));
        var name = text(entry, "cluster");
        if (dataDirectory.isEmpty() || version.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new DebianCluster(
                Integer.parseInt(version.get()),
                name.get(),
                text(entry, "port").map(Integer::parseInt).orElse(5432),
                Path.of(dataDirectory.get()),
                text(entry, "configdir").map(Path::of).orElseGet(() -> configDirectory(version.get(), name.get())),
                text(entry, "logfile").flatMap(DebianClusterListing::logFile),
                text(entry, "socketdir").map(Path::of)));
    }

    private static Optional<String> text(Map<?, ?> entry, String key) {
        return switch (entry.get(key)) {
            case String text -> Optional.of(text);
            case Number number
            when number.doubleValue() == number.longValue() -> Optional.of(Long.toString(number.longValue()));
            case null, default -> Optional.empty();
        };
    }

    /** Of {@code --no-header}. */
    static List<DebianCluster> fromColumns(List<String> lines) {
        return lines.stream()
                .map(COLUMNS::matcher)
                .filter(Matcher::matches)
                .map(line -> new DebianCluster(
                        Integer.parseInt(line.group(1)),
                        line.group(2),
                        Integer.parseInt(line.group(3)),
                        Path.of(line.group(4)),
                        configDirectory(line.group(1), line.group(2)),
                        logFile(line.group(5)),
                        Optional.empty()))
                .sorted(ORDER)
                .toList();
    }

    private static Path configDirectory(String version, String name) {
        return Path.of("/etc/postgresql", version, name);
    }

    /** One file with a fixed name; a logging collector's pattern, syslog or a list of places is none. */
    private static Optional<Path> logFile(String destination) {
        return destination.startsWith("/") && !destination.contains("%") && !destination.contains(",")
                ? Optional.of(Path.of(destination))
                : Optional.empty();
    }
}
