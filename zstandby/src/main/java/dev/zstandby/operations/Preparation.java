package dev.zstandby.operations;

import dev.zstandby.host.Privilege;
import dev.zstandby.owner.Aside;
import dev.zstandby.owner.Image;
import dev.zstandby.postgres.Backup;
import dev.zstandby.zfs.Property;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Makes the staged tree ready to be started as a standby, mounted aside, while the old standby serves. Everything that takes
 * time for large directories happens here and not while the server is stopped.
 */
final class Preparation {
    /** The settings that name the files of TLS, with what they are when they are not set and nothing can be asked. */
    private static final Map<String, String> TLS_FILES = new TreeMap<>(Map.of(
            "ssl_cert_file", "server.crt",
            "ssl_key_file", "server.key",
            "ssl_ca_file", "root.crt",
            "ssl_crl_file", "root.crl",
            "ssl_dh_params_file", ""));

    private final Machine machine;
    private final Observation seen;
    private final Mountpoints mountpoints;

    Preparation(Machine machine, Observation seen) {
        this.machine = machine;
        this.seen = seen;
        this.mountpoints = new Mountpoints(seen);
    }

    /** @param backup what ended the backup in which the image was taken; absent for an atomic image */
    void prepare(Optional<Backup> backup) {
        var zfs = machine.zfs();
        zfs.set(
                parentsFirst().stream()
                        .map(member -> member.stagedName().value())
                        .toList(),
                Map.of(Property.PREPARED, "1"));
        parentsFirst().forEach(this::keepOwnProperties);
        parentsFirst()
                .forEach(member -> machine.mounts().mountAside(member.stagedName(), Aside.mountpoint(member.member())));
        machine.files().makeStandby(image(backup));
        for (LocalMember member : parentsFirst().reversed()) {
            machine.mounts().unmount(member.stagedName(), Aside.mountpoint(member.member()));
            machine.mounts().setMountpoint(member.stagedName(), mountpoints.live(member.member()));
        }
    }

    /** What an administrator set on the live dataset, such as recordsize or a quota, is a matter of this node. */
    private void keepOwnProperties(LocalMember member) {
        machine.zfs().inherit(Property.AUTO_SNAPSHOT, List.of(member.stagedName()));
        if (member.live().isEmpty()) {
            return;
        }
        var own = KeptProperties.of(machine.zfs().ownProperties(member.name()), Privilege.isRoot());
        if (!own.isEmpty()) {
            machine.zfs().set(member.stagedName().value(), own);
        }
    }

    private List<LocalMember> parentsFirst() {
        return seen.local().members().stream()
                .sorted(Comparator.comparing(LocalMember::name))
                .toList();
    }

    private Image image(Optional<Backup> backup) {
        var mountpoints = new HashMap<String, Path>();
        seen.peer()
                .members()
                .forEach(member -> member.dataset()
                        .mountpoint()
                        .ifPresent(path -> mountpoints.put(member.member().name(), path)));
        return new Image(
                seen.peerConfiguration().name(),
                seen.primary().majorVersion(),
                seen.primary().dataDirectory(),
                mountpoints,
                seen.local().hasLive(),
                tlsFiles(),
                backup);
    }

    private List<String> tlsFiles() {
        return TLS_FILES.entrySet().stream()
                .map(setting -> serverSetting(setting.getKey()).orElse(setting.getValue()))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private Optional<String> serverSetting(String name) {
        return seen.local().server() instanceof LocalServer.Running(var state)
                ? Optional.ofNullable(state.settings().get(name))
                : Optional.empty();
    }
}
