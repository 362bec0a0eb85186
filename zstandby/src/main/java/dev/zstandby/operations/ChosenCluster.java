package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.postgres.DebianCluster;
import java.nio.file.Path;
import java.util.List;

/** The PostgreSQL cluster that a first configuration is about. */
sealed interface ChosenCluster {
    Path dataDirectory();

    /**
     * One of Debian's.
     *
     * @param dataDirectory the cluster's own, unless the user gave another
     */
    record Debian(DebianCluster cluster, Path dataDirectory) implements ChosenCluster {}

    /** One of which only the data directory is known. */
    record Bare(Path dataDirectory) implements ChosenCluster {}

    /** The cluster the user means, or the only one; a pure function. */
    static ChosenCluster of(List<DebianCluster> clusters, InitRequest request) {
        if (request.cluster().isPresent()) {
            var cluster = named(clusters, request.cluster().get());
            return new Debian(cluster, request.dataDirectory().orElse(cluster.dataDirectory()));
        }
        if (request.dataDirectory().isPresent()) {
            var directory = request.dataDirectory().get();
            return clusters.stream()
                    .filter(cluster -> cluster.dataDirectory().equals(directory))
                    .findFirst()
                    .<ChosenCluster>map(cluster -> new Debian(cluster, directory))
                    .orElseGet(() -> new Bare(directory));
        }
        return switch (clusters.size()) {
            case 0 -> throw none("No PostgreSQL cluster is known here: pg_lsclusters is not installed or shows none.");
            case 1 -> new Debian(clusters.getFirst(), clusters.getFirst().dataDirectory());
            default ->
                throw Failure.refused("There are several PostgreSQL clusters here.")
                        .withEvidence(lines(clusters))
                        .withRemedy(
                                "Choose one: --cluster " + clusters.getLast().id());
        };
    }

    private static DebianCluster named(List<DebianCluster> clusters, String id) {
        if (clusters.isEmpty()) {
            throw none("There is no cluster %s: pg_lsclusters is not installed or shows none.".formatted(id));
        }
        return clusters.stream()
                .filter(cluster -> cluster.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Failure.usage("There is no cluster %s here.".formatted(id))
                        .withEvidence(lines(clusters))
                        .withRemedy("Choose one of these: --cluster "
                                + clusters.getLast().id()));
    }

    private static Failure none(String sentence) {
        return Failure.environment(sentence)
                .withRemedy("Say where the data is or shall be: --data-directory DIR. On Debian, make a cluster first"
                        + " (pg_createcluster), also on a node that shall only become a standby.");
    }

    private static List<String> lines(List<DebianCluster> clusters) {
        return clusters.stream()
                .map(cluster -> "%s: port %d, %s".formatted(cluster.id(), cluster.port(), cluster.dataDirectory()))
                .toList();
    }
}
