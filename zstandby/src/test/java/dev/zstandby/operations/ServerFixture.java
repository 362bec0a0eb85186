package dev.zstandby.operations;

import dev.zstandby.postgres.ClusterState;
import dev.zstandby.postgres.ControlData;
import dev.zstandby.postgres.Lsn;
import dev.zstandby.postgres.RequiredSettings;
import dev.zstandby.postgres.Role;
import dev.zstandby.postgres.ServerState;
import dev.zstandby.postgres.Slot;
import dev.zstandby.postgres.SystemIdentifier;
import dev.zstandby.postgres.Tablespace;
import dev.zstandby.postgres.Timeline;
import dev.zstandby.postgres.WalReceiver;
import dev.zstandby.postgres.WalSender;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a server of PostgreSQL 17 says of itself; a healthy primary on timeline 3 unless said otherwise. */
final class ServerFixture {
    static final SystemIdentifier CLUSTER = SystemIdentifier.parse("7412345678901234567");
    static final SystemIdentifier OTHER_CLUSTER = SystemIdentifier.parse("7498765432109876543");

    private int version = 170_006;
    private boolean inRecovery;
    private SystemIdentifier identifier = CLUSTER;
    private Timeline timeline = new Timeline(3);
    private Path dataDirectory = Path.of("/var/lib/postgresql/17/main");
    private final Map<String, String> settings = new HashMap<>(Map.of(
            "wal_level", "replica",
            "hot_standby", "on",
            "max_wal_senders", "10",
            "max_replication_slots", "10",
            "max_connections", "100",
            "max_worker_processes", "8",
            "max_prepared_transactions", "0",
            "max_locks_per_transaction", "64"));
    private Lsn position = Lsn.parse("0/7000000");
    private final Map<String, String> collations = new HashMap<>(Map.of("bench", "2.41"));
    private final List<Tablespace> tablespaces = new ArrayList<>();
    private final List<Slot> slots = new ArrayList<>();
    private final List<WalSender> senders = new ArrayList<>();
    private Optional<WalReceiver> receiver = Optional.empty();
    private Role role = new Role("zstandby", true, List.of());

    static ServerFixture primary() {
        return new ServerFixture();
    }

    static ServerFixture standby() {
        return new ServerFixture().inRecovery();
    }

    ServerFixture version(int number) {
        version = number;
        return this;
    }

    ServerFixture inRecovery() {
        inRecovery = true;
        return this;
    }

    ServerFixture cluster(SystemIdentifier other) {
        identifier = other;
        return this;
    }

    ServerFixture timeline(int id) {
        timeline = new Timeline(id);
        return this;
    }

    ServerFixture position(String lsn) {
        position = Lsn.parse(lsn);
        return this;
    }

    ServerFixture dataDirectory(String path) {
        dataDirectory = Path.of(path);
        return this;
    }

    ServerFixture setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    ServerFixture collation(String database, String version) {
        collations.put(database, version);
        return this;
    }

    ServerFixture tablespace(String name, String location) {
        tablespaces.add(new Tablespace(16_384 + tablespaces.size(), name, Path.of(location)));
        return this;
    }

    ServerFixture slot(String name, boolean active, String walStatus) {
        slots.add(new Slot(
                name,
                true,
                active,
                Optional.of(walStatus),
                walStatus.equals("lost") ? Optional.empty() : Optional.of(Lsn.parse("0/5000000"))));
        return this;
    }

    /** Others that it streams to. */
    ServerFixture standbys(String... names) {
        Stream.of(names).forEach(name -> senders.add(new WalSender(name, "streaming", Optional.empty())));
        return this;
    }

    ServerFixture sends(String state, String slot) {
        senders.add(new WalSender("beta", state, Optional.of(slot)));
        return this;
    }

    ServerFixture receiver(String status, int onTimeline) {
        return receiver(status, onTimeline, "zstandby_beta");
    }

    ServerFixture receiver(String status, int onTimeline, String slot) {
        receiver = Optional.of(new WalReceiver(status, new Timeline(onTimeline), "10.77.0.11", slot));
        return this;
    }

    ServerFixture role(boolean replication, String... missing) {
        role = new Role("zstandby", replication, List.of(missing));
        return this;
    }

    ServerState build() {
        return new ServerState(
                version,
                inRecovery,
                identifier,
                timeline,
                position,
                dataDirectory,
                4,
                settings,
                collations,
                tablespaces,
                slots,
                senders,
                receiver,
                role);
    }

    LocalServer running() {
        return new LocalServer.Running(build());
    }

    static LocalServer stopped(ClusterState state) {
        return new LocalServer.Stopped(control(state, CLUSTER), false);
    }

    static ControlData control(ClusterState state, SystemIdentifier identifier) {
        return new ControlData(
                identifier,
                state,
                Lsn.parse("0/6000000"),
                Lsn.parse("0/6000000"),
                new Timeline(2),
                new RequiredSettings(100, 8, 10, 0, 64),
                16 << 20);
    }
}
