package dev.zstandby.postgres;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a running server says of itself.
 *
 * @param version as {@code server_version_num}, such as 170006
 * @param timeline a primary's own; a standby's: the newest it has replayed or receives
 * @param position a primary's insert position; a standby's replay position
 * @param clients sessions of clients, without zstandby's own
 * @param settings those of pg_settings that zstandby looks at ({@link Server})
 * @param collations by database, the version by which its host's C library or ICU sorts; none where it has no version
 * @param senders what it streams to whom
 * @param receiver a standby's connection to its primary
 */
public record ServerState(
        int version,
        boolean inRecovery,
        SystemIdentifier systemIdentifier,
        Timeline timeline,
        Lsn position,
        Path dataDirectory,
        int clients,
        Map<String, String> settings,
        Map<String, String> collations,
        List<Tablespace> tablespaces,
        List<Slot> slots,
        List<WalSender> senders,
        Optional<WalReceiver> receiver,
        Role role) {

    public ServerState {
        settings = Map.copyOf(settings);
        collations = Map.copyOf(collations);
        tablespaces = List.copyOf(tablespaces);
        slots = List.copyOf(slots);
        senders = List.copyOf(senders);
    }

    public int majorVersion() {
        return version / 10_000;
    }

    public Optional<Slot> slot(String name) {
        return slots.stream().filter(slot -> slot.name().equals(name)).findAny();
    }

    /** Whether this primary streams to the receiver: through the slot that it names, or to somebody without a slot. */
    public boolean streamsTo(WalReceiver receiver) {
        return senders.stream()
                .filter(WalSender::streams)
                .anyMatch(sender -> sender.slot().orElse("").equals(receiver.slot()));
    }

    /** The setting as a number; 0 when it is not one. */
    public long number(String setting) {
        var text = settings.getOrDefault(setting, "");
        return text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    public boolean isOn(String setting) {
        return "on".equals(settings.get(setting));
    }
}
