package dev.zstandby.owner;

import dev.zstandby.Failure;
import dev.zstandby.config.Configuration;
import dev.zstandby.config.Member;
import dev.zstandby.host.Commands;
import dev.zstandby.postgres.AutoConf;
import dev.zstandby.postgres.Backup;
import dev.zstandby.postgres.ConfiguredSetting;
import dev.zstandby.postgres.ConnectionInfo;
import dev.zstandby.postgres.ControlData;
import dev.zstandby.postgres.DataDirectory;
import dev.zstandby.postgres.StandbyDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes an image one that can start as a standby. Everything that takes time for large directories happens here. */
final class ImageWork {
    private static final String PRIMARY_CONNINFO = "primary_conninfo";

    /** Kept from the live directory when they lie in it: they configure the node and not the cluster. */
    private static final List<String> OWN_FILES = List.of("postgresql.conf", "pg_hba.conf", "pg_ident.conf");

    private final Configuration configuration;
    private final Configuration.Peer peer;
    private final Commands commands;
    private final Image image;

    ImageWork(Configuration configuration, Commands commands, Image image) {
        this.configuration = configuration;
        this.peer = Endpoints.peer(configuration, image.peer());
        this.commands = commands;
        this.image = image;
        for (String name : image.mountpoints().keySet()) {
            if (!configuration.datasets().members().containsKey(new Member(name))) {
                throw Failure.usage("%s is no member of the group.".formatted(name))
                        .withRemedy("Make datasets the same in both nodes' configurations.");
            }
        }
    }

    void run() {
        var data = image.aside(image.dataDirectory()).map(ImageWork::inside).orElseThrow(this::noDataDirectory);
        var received = new DataDirectory(data);
        var directory = new StandbyDirectory(data, wal(received), tablespaces(received));
        directory.verify(image.majorVersion());
        directory.verifyTablespaces(image.majorVersion());
        var control = ControlData.read(commands, configuration.postgres().binDirectory(), data);
        directory.verifyWal(image.backup().flatMap(Backup::firstSegment).orElseGet(control::firstSegment));
        directory.writeStandbySignal();
        directory.clean();
        image.backup().ifPresentOrElse(directory::writeBackupFiles, directory::removeBackupFiles);
        var live = live();
        boolean keepsOwn = image.keepsOwn() && Files.isDirectory(live);
        if (keepsOwn) {
            directory.keepOwnFiles(live, OWN_FILES);
            directory.keepOwnFiles(live, tlsFiles(live));
        }
        var own = keepsOwn ? new DataDirectory(live).autoConf() : AutoConf.EMPTY;
        var connection = connection(own);
        var settings = AutoConf.forStandby(received.autoConf(), own, connection, Map.of());
        directory.writeAutoConf(settings);
        var tooLow = tooLow(data, control);
        if (!tooLow.isEmpty()) {
            directory.writeAutoConf(AutoConf.forStandby(settings, own, connection, tooLow));
        }
    }

    /** The place with links followed, which must not lead out of what was received. */
    private static Path inside(Path place) {
        try {
            var real = place.toRealPath();
            if (real.startsWith(Aside.ROOT)) {
                return real;
            }
            throw Failure.refused("%s leads by a link to %s, outside what was received.".formatted(place, real))
                    .withRemedy(
                            "See what the primary has there (ls -l), and have its data lie on the group's datasets.");
        } catch (IOException e) {
            return place;
        }
    }

    private Path live() {
        var directory = configuration.postgres().dataDirectory();
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory;
        }
    }

    /** The certificate and key that this node's server shows its clients, as far as they lie in its data directory. */
    private List<String> tlsFiles(Path live) {
        return image.tlsFiles().stream()
                .map(live::resolve)
                .map(Path::normalize)
                .filter(path -> live.equals(path.getParent()) && !Files.isDirectory(path))
                .map(path -> String.valueOf(path.getFileName()))
                .toList();
    }

    private Failure noDataDirectory() {
        return Failure.refused("The data directory %s of %s does not lie in its group."
                        .formatted(image.dataDirectory(), peer.name()))
                .withRemedy("Correct datasets.data on both nodes.");
    }

    private Map<String, String> connection(AutoConf own) {
        var primary = ConnectionInfo.of(
                Endpoints.streaming(configuration, peer),
                configuration.replication().serverPassfile(),
                configuration.node().value());
        return Map.of(
                PRIMARY_CONNINFO,
                own.value(PRIMARY_CONNINFO)
                        .map(primary::inTheMannerOf)
                        .orElse(primary)
                        .toString(),
                "primary_slot_name",
                configuration.slot());
    }

    /** Where the image's WAL is mounted aside; refused when it lies outside what was received. */
    private Path wal(DataDirectory received) {
        var inside = image.dataDirectory().resolve("pg_wal");
        var path = received.walLink().orElse(inside);
        var configured = image.mountpoint(Member.WAL);
        if (configured.isPresent() && !path.startsWith(configured.get())) {
            throw Failure.refused("The WAL of %s lies at %s, not in the dataset configured as wal, mounted at %s."
                            .formatted(peer.name(), path, configured.get()))
                    .withRemedy("Correct datasets.wal on both nodes.");
        }
        return image.aside(path)
                .map(ImageWork::inside)
                .orElseThrow(() -> Failure.refused(
                                "The WAL of %s lies at %s, outside the group's datasets.".formatted(peer.name(), path))
                        .withRemedy("Add its dataset as datasets.wal on both nodes."));
    }

    private Map<Long, Path> tablespaces(DataDirectory received) {
        var aside = new HashMap<Long, Path>();
        received.tablespaceLinks()
                .forEach((oid, target) -> aside.put(
                        oid,
                        image.aside(target)
                                .map(ImageWork::inside)
                                .orElseThrow(() -> Failure.refused(
                                                "Tablespace %d of %s lies at %s, outside the group's datasets."
                                                        .formatted(oid, peer.name(), target))
                                        .withRemedy("Add its dataset under datasets.tablespaces on both nodes."))));
        return aside;
    }

    /** The settings that this node's configuration gives less than the image needs to start, with what it needs. */
    private Map<String, String> tooLow(Path data, ControlData control) {
        var postgres = configuration.postgres();
        var tooLow = new HashMap<String, String>();
        control.settings().byName().forEach((name, value) -> {
            var configured = ConfiguredSetting.number(
                    commands, postgres.binDirectory(), postgres.owner(), data, postgres.configFile(), name);
            if (configured.isEmpty() || configured.getAsLong() < Long.parseLong(value)) {
                tooLow.put(name, value);
            }
        });
        return tooLow;
    }
}
