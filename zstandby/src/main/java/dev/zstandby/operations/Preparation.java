package dev.zstandby.operations;

import dev.zstandby.Failure;
import dev.zstandby.config.Member;
import dev.zstandby.postgres.AutoConf;
import dev.zstandby.postgres.Backup;
import dev.zstandby.postgres.ConfiguredSetting;
import dev.zstandby.postgres.ConnectionInfo;
import dev.zstandby.postgres.ControlData;
import dev.zstandby.postgres.DataDirectory;
import dev.zstandby.postgres.StandbyDirectory;
import dev.zstandby.zfs.Property;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the staged tree ready to be started as a standby, mounted aside, while the old standby serves. Everything that takes
 * time for large directories happens here and not while the server is stopped.
 */
final class Preparation {
    private static final String PRIMARY_CONNINFO = "primary_conninfo";

    /** Kept from the live directory when they lie in it: they configure the node and not the cluster. */
    private static final List<String> OWN_FILES = List.of("postgresql.conf", "pg_hba.conf", "pg_ident.conf");

    /** The settings that name the files of TLS, with what they are when they are not set and nothing can be asked. */
    private static final Map<String, String> TLS_FILES = new TreeMap<>(Map.of(
            "ssl_cert_file", "server.crt",
            "ssl_key_file", "server.key",
            "ssl_ca_file", "root.crt",
            "ssl_crl_file", "root.crl",
            "ssl_dh_params_file", ""));

    /**
     * What zstandby sets itself, what would take space a second time as long as the retired tree is there, and what only the root of an
     * encryption has (zfsprops(7)).
     */
    private static final Set<String> NOT_KEPT =
            Set.of("mountpoint", "canmount", "reservation", "refreservation", "keylocation");

    private final Machine machine;
    private final Observation seen;
    private final Mountpoints mountpoints;

    Preparation(Machine machine, Observation seen) {
        this.machine = machine;
        this.seen = seen;
        this.mountpoints = new Mountpoints(seen);
    }

    /** @param backup what ended the backup in which the image was taken; absent for an atomic image */
    void prepare(String slot, Optional<Backup> backup) {
        var zfs = machine.zfs();
        zfs.set(
                parentsFirst().stream()
                        .map(member -> member.stagedName().value())
                        .toList(),
                Map.of(Property.PREPARED, "1"));
        parentsFirst().forEach(this::keepOwnProperties);
        parentsFirst().forEach(member -> zfs.mount(member.stagedName()));
        makeStandby(slot, backup);
        for (LocalMember member : parentsFirst().reversed()) {
            zfs.unmount(member.stagedName());
            zfs.set(
                    member.stagedName().value(),
                    Map.of("mountpoint", mountpoints.live(member.member()).toString()));
        }
    }

    /** What an administrator set on the live dataset, such as recordsize or a quota, is a matter of this node. */
    private void keepOwnProperties(LocalMember member) {
        machine.zfs().inherit(Property.AUTO_SNAPSHOT, List.of(member.stagedName()));
        if (member.live().isEmpty()) {
            return;
        }
        var own = new TreeMap<>(machine.zfs().ownProperties(member.name()));
        own.keySet().removeIf(property -> NOT_KEPT.contains(property) || property.startsWith(Property.PREFIX));
        if (!own.isEmpty()) {
            machine.zfs().set(member.stagedName().value(), own);
        }
    }

    private List<LocalMember> parentsFirst() {
        return seen.local().members().stream()
                .sorted(Comparator.comparing(LocalMember::name))
                .toList();
    }

    private void makeStandby(String slot, Optional<Backup> backup) {
        var data = mountpoints.aside(seen.primary().dataDirectory()).orElseThrow(this::noDataDirectory);
        var image = new DataDirectory(data);
        var directory = new StandbyDirectory(data, wal(image), tablespaces(image));
        directory.verify(seen.primary().majorVersion());
        directory.verifyTablespaces(seen.primary().majorVersion());
        var control = controlData(data);
        directory.verifyWal(backup.flatMap(Backup::firstSegment).orElseGet(control::firstSegment));
        directory.writeStandbySignal();
        directory.clean();
        backup.ifPresentOrElse(directory::writeBackupFiles, directory::removeBackupFiles);
        var live = seen.local().data().directory();
        var own =
                Files.isDirectory(live) && seen.local().hasLive() ? new DataDirectory(live).autoConf() : AutoConf.EMPTY;
        if (seen.local().hasLive() && Files.isDirectory(live)) {
            directory.keepOwnFiles(live, OWN_FILES);
            directory.keepOwnFiles(live, tlsFiles(live));
        }
        var connection = connection(slot, own);
        var settings = AutoConf.forStandby(image.autoConf(), own, connection, Map.of());
        directory.writeAutoConf(settings);
        var tooLow = tooLow(data, control);
        if (!tooLow.isEmpty()) {
            directory.writeAutoConf(AutoConf.forStandby(settings, own, connection, tooLow));
        }
    }

    /** The certificate and key that this node's server shows its clients, as far as they lie in its data directory. */
    private List<String> tlsFiles(Path live) {
        return TLS_FILES.entrySet().stream()
                .map(setting -> serverSetting(setting.getKey()).orElse(setting.getValue()))
                .filter(name -> !name.isEmpty())
                .map(live::resolve)
                .map(Path::normalize)
                .filter(path -> live.equals(path.getParent()) && !Files.isDirectory(path))
                .map(path -> String.valueOf(path.getFileName()))
                .toList();
    }

    private Optional<String> serverSetting(String name) {
        return seen.local().server() instanceof LocalServer.Running(var state)
                ? Optional.ofNullable(state.settings().get(name))
                : Optional.empty();
    }

    private ControlData controlData(Path data) {
        return ControlData.read(
                machine.commands(), machine.configuration().postgres().binDirectory(), data);
    }

    private Failure noDataDirectory() {
        return Failure.refused("The data directory %s of %s does not lie in its group."
                        .formatted(seen.primary().dataDirectory(), seen.peer().node()))
                .withRemedy("Correct datasets.data on both nodes.");
    }

    private Map<String, String> connection(String slot, AutoConf own) {
        var primary = ConnectionInfo.of(
                machine.peerEndpoint(seen.peerConfiguration()),
                machine.configuration().replication().serverPassfile(),
                seen.local().name().value());
        return Map.of(
                PRIMARY_CONNINFO,
                own.value(PRIMARY_CONNINFO)
                        .map(primary::inTheMannerOf)
                        .orElse(primary)
                        .toString(),
                "primary_slot_name",
                slot);
    }

    /** Where the image's WAL is mounted aside; refused when it lies outside what was received. */
    private Path wal(DataDirectory image) {
        var link = image.walLink();
        var inside = seen.primary().dataDirectory().resolve("pg_wal");
        var path = link.orElse(inside);
        var configured =
                seen.onPeer(Member.WAL).flatMap(member -> member.dataset().mountpoint());
        if (configured.isPresent() && !path.startsWith(configured.get())) {
            throw Failure.refused("The WAL of %s lies at %s, not in the dataset configured as wal, mounted at %s."
                            .formatted(seen.peer().node(), path, configured.get()))
                    .withRemedy("Correct datasets.wal on both nodes.");
        }
        return mountpoints
                .aside(path)
                .orElseThrow(() -> Failure.refused("The WAL of %s lies at %s, outside the group's datasets."
                                .formatted(seen.peer().node(), path))
                        .withRemedy("Add its dataset as datasets.wal on both nodes."));
    }

    private Map<Long, Path> tablespaces(DataDirectory image) {
        var aside = new HashMap<Long, Path>();
        image.tablespaceLinks()
                .forEach((oid, target) -> aside.put(
                        oid,
                        mountpoints
                                .aside(target)
                                .orElseThrow(() -> Failure.refused(
                                                "Tablespace %d of %s lies at %s, outside the group's datasets."
                                                        .formatted(
                                                                oid, seen.peer().node(), target))
                                        .withRemedy("Add its dataset under datasets.tablespaces on both nodes."))));
        return aside;
    }

    /** The settings that this node's configuration gives less than the image needs to start, with what it needs. */
    private Map<String, String> tooLow(Path data, ControlData control) {
        var postgres = machine.configuration().postgres();
        var tooLow = new HashMap<String, String>();
        control.settings().byName().forEach((name, value) -> {
            var configured = ConfiguredSetting.number(
                    machine.commands(), postgres.binDirectory(), postgres.owner(), data, postgres.configFile(), name);
            if (configured.isEmpty() || configured.getAsLong() < Long.parseLong(value)) {
                tooLow.put(name, value);
            }
        });
        return tooLow;
    }
}
