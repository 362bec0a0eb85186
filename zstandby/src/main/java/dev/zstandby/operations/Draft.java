package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration;
import dev.zstandby.config.Configuration.BackupMode;
import dev.zstandby.config.Configuration.Instance;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.config.Configuration.Replication;
import dev.zstandby.config.Configuration.RunBy;
import dev.zstandby.config.ConfigurationFile;
import dev.zstandby.config.ConfigurationTemplate;
import dev.zstandby.config.Parsed;
import dev.zstandby.host.Commands;
import dev.zstandby.host.Platform;
import dev.zstandby.operations.Found.Programs;
import dev.zstandby.postgres.DebianCluster;
import dev.zstandby.retention.Retention;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A first configuration, to be edited.
 *
 * @param remarks how each value came about, by its dotted key
 * @param findings what must or should be mended, in the file or on the host
 */
public record Draft(Configuration configuration, Map<String, String> remarks, List<Finding> findings) {
    private static final Path PASSFILE =
            Platform.here().configurationDirectory().resolve("passfile");
    private static final Path SERVER_PASSFILE =
            Platform.here().configurationDirectory().resolve("server-passfile");
    private static final Path SOME_PROGRAMS = Path.of("/usr/bin");
    private static final int LONGEST_NAME = 31;

    public Draft {
        remarks = Map.copyOf(remarks);
        findings = List.copyOf(findings);
    }

    /** Looks at this host and drafts its configuration. */
    public static Draft ofThisHost(Commands commands, InitRequest request) {
        return of(new Discovery(commands).look(request), request);
    }

    /** What follows from what was found and what the user said; a pure function. */
    static Draft of(Found found, InitRequest request) {
        var remarks = new Remarks();
        found.zfsProblem().ifPresent(remarks::finding);
        var node = node(found, request, remarks);
        var instance = instance(found.programs(), request, remarks);
        var group = new GroupDraft(found, remarks).group();
        var peers = peers(node, instance.port(), found, request, remarks);
        var replication = new Replication("zstandby", PASSFILE, SERVER_PASSFILE, "postgres");
        var configuration = new Configuration(
                node, instance, replication, group, peers, BackupMode.AUTO, RunBy.ROOT, Retention.DEFAULT);
        return new Draft(configuration, remarks.byKey(), remarks.findings());
    }

    /** The file's text; fails when a value the user gave has not the form its key wants. */
    public String text() {
        var text = ConfigurationTemplate.render(configuration, remarks);
        return switch (ConfigurationFile.parse("the drafted file", text)) {
            case Parsed.Valid _ -> text;
            case Parsed.Invalid invalid ->
                throw Failure.usage("With these values the file would not be valid.")
                        .withEvidence(invalid.rendered())
                        .withRemedy("Correct the options that say so (see zstandby init --help).");
        };
    }

    private static NodeName node(Found found, InitRequest request, Remarks remarks) {
        if (request.node().isPresent()) {
            remarks.at("node", "Given by --node.");
            return request.node().get();
        }
        var name = nodeName(found.hostName());
        remarks.at(
                "node",
                name.value().equals(found.hostName())
                        ? "Found: the name of this host."
                        : "Made from the name of this host, %s.".formatted(found.hostName()));
        return name;
    }

    /** A node's name as much like the host's as its form allows. */
    static NodeName nodeName(String hostName) {
        var name = hostName.replaceAll("[^a-z0-9-]", "-").replaceAll("^-+|-+$", "");
        var begun = name.matches("[a-z].*") ? name : name.isEmpty() ? "node" : "node-" + name;
        return new NodeName(begun.substring(0, Math.min(LONGEST_NAME, begun.length())));
    }

    private static Instance instance(Programs programs, InitRequest request, Remarks remarks) {
        if (programs.binDirectory().isEmpty()) {
            remarks.finding(Finding.error(
                    "bin-directory",
                    "PostgreSQL's programs (pg_ctl, pg_controldata) were not found.",
                    "Install PostgreSQL, and correct postgres.bin-directory."));
        }
        if (programs.service().isEmpty()) {
            remarks.finding(Finding.error(
                    "service",
                    "No systemd unit of PostgreSQL was found.",
                    "Correct postgres.service (systemctl list-unit-files 'postgres*')."));
        }
        int port = switch (programs.cluster()) {
            case ChosenCluster.Debian(DebianCluster cluster, Path _) -> {
                debianRemarks(cluster, programs, request, remarks);
                yield cluster.port();
            }
            case ChosenCluster.Bare _ -> {
                bareRemarks(programs, remarks);
                yield Discovery.USUAL_PORT;
            }
        };
        return new Instance(
                programs.cluster().dataDirectory(),
                programs.binDirectory().orElseGet(() -> usualPrograms(programs.cluster())),
                programs.configFile(),
                programs.logFile(),
                programs.service().orElse("postgresql"),
                "127.0.0.1",
                port,
                programs.owner());
    }

    private static Path usualPrograms(ChosenCluster chosen) {
        return switch (chosen) {
            case ChosenCluster.Debian(DebianCluster cluster, Path _) -> cluster.binDirectory();
            case ChosenCluster.Bare _ -> SOME_PROGRAMS;
        };
    }

    private static void debianRemarks(DebianCluster cluster, Programs programs, InitRequest request, Remarks remarks) {
        var found = "Found: cluster %s of pg_lsclusters.".formatted(cluster.id());
        remarks.at("postgres", found);
        remarks.at(
                "postgres.data-directory", request.dataDirectory().isPresent() ? "Given by --data-directory." : found);
        remarks.at(
                "postgres.bin-directory",
                programs.binDirectory().isPresent()
                        ? "Found: the programs of PostgreSQL %d.".formatted(cluster.majorVersion())
                        : "To be checked: Debian's usual place, but nothing is there.");
        remarks.at(
                "postgres.config-file",
                programs.configFile().isPresent() ? found : "Left out: it lies in the data directory.");
        remarks.at(
                "postgres.log-file",
                programs.logFile().isPresent() ? found : "Left out: the server does not log to one fixed file.");
        remarks.at("postgres.service", "Debian's unit of cluster %s.".formatted(cluster.id()));
        remarks.at("postgres.port", found);
        remarks.at("postgres.owner", "Found: the owner of the cluster.");
    }

    private static void bareRemarks(Programs programs, Remarks remarks) {
        remarks.at("postgres.data-directory", "Given by --data-directory.");
        remarks.at(
                "postgres.bin-directory",
                programs.binDirectory().isPresent() ? "Found: PostgreSQL's programs." : "To be edited: not found.");
        remarks.at(
                "postgres.service",
                programs.service().isPresent() ? "Found: a unit of this name." : "To be edited: no unit was found.");
        remarks.at("postgres.port", "Assumed: PostgreSQL's usual port.");
        remarks.at("postgres.owner", "The owner of the data directory, or the usual user where there is none yet.");
    }

    private static Map<NodeName, Peer> peers(
            NodeName node, int port, Found found, InitRequest request, Remarks remarks) {
        if (request.peers().stream().anyMatch(peer -> peer.name().equals(node))) {
            throw Failure.usage("The peer %s has the name of this node.".formatted(node))
                    .withRemedy("Name the other nodes by --peer, and this one by --node.");
        }
        var addresses = request.peers();
        if (addresses.isEmpty()) {
            var example = new NodeName(node.value().equals("other") ? "another" : "other");
            remarks.at("peers." + example, "To be edited: an example, since no --peer was given.");
            remarks.finding(Finding.error(
                    "peers",
                    "No peer was given; the file holds an example.",
                    "Edit the section peers, or give --peer NAME=HOST."));
            addresses = List.of(new PeerAddress(example, example + ".example.org"));
        }
        var identity = found.sshIdentity().orElse(Discovery.USUAL_IDENTITY);
        for (var peer : addresses) {
            var key = "peers." + peer.name();
            remarks.at(key + ".port", "Assumed: the same port as here.");
            remarks.at(key + ".ssh", "The user zstandby, whose key over there runs zstandby gate.");
            remarks.at(key + ".ssh-identity", identityRemark(found.sshIdentity(), request));
        }
        return addresses.stream()
                .collect(Collectors.toMap(
                        PeerAddress::name,
                        peer -> new Peer(
                                peer.name(), peer.host(), port, "zstandby@" + peer.host(), Optional.of(identity)),
                        (one, _) -> one,
                        LinkedHashMap::new));
    }

    private static String identityRemark(Optional<Path> identity, InitRequest request) {
        if (request.sshIdentity().isPresent()) {
            return "Given by --ssh-identity.";
        }
        return identity.isPresent()
                ? "Found: this file is there."
                : "Proposed: zstandby setup makes it. Without this line ssh finds a key by itself.";
    }
}
