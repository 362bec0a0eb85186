package dev.zstandby.setup;

import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration;
import dev.zstandby.config.Configuration.BackupMode;
import dev.zstandby.config.Configuration.Group;
import dev.zstandby.config.Configuration.Instance;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.config.Configuration.Replication;
import dev.zstandby.config.Configuration.RunBy;
import dev.zstandby.host.Account;
import dev.zstandby.operations.OperatorRights;
import dev.zstandby.peer.Admission;
import dev.zstandby.peer.Card;
import dev.zstandby.peer.Gate;
import dev.zstandby.peer.PublicKey;
import dev.zstandby.peer.SshTarget;
import dev.zstandby.postgres.Access;
import dev.zstandby.postgres.Access.RoleRights;
import dev.zstandby.postgres.Grant;
import dev.zstandby.retention.Retention;
import dev.zstandby.zfs.DatasetName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** alpha as setup may find it: with nothing, with all, and in between. */
final class SetupSamples {
    static final NodeName ALPHA = new NodeName("alpha");
    static final NodeName BETA = new NodeName("beta");
    static final Path IDENTITY = Path.of("/etc/zstandby/id_ed25519");
    static final Path PASSFILE = Path.of("/etc/zstandby/passfile");
    static final Path SERVER_PASSFILE = Path.of("/etc/zstandby/server-passfile");
    static final Path RULES = Path.of("/etc/postgresql/17/main/pg_hba.conf");
    static final Password FRESH = new Password("a-fresh-password");
    static final Password KNOWN = new Password("the-known-password");
    static final PublicKey BETAS = new PublicKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKbeta");
    static final PublicKey BETAS_HOST = new PublicKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKbetashost");
    static final Peer PEER = new Peer(BETA, "10.0.0.12", 5432, "zstandby@10.0.0.12", Optional.of(IDENTITY));
    static final DatasetName POOL = new DatasetName("tank");
    static final DatasetName DATA = new DatasetName("tank/pg/data");
    static final DatasetName PARENT = new DatasetName("tank/pg");
    static final Account ACCOUNT = new Account("zstandby", 998, Path.of("/var/lib/zstandby"), "/bin/sh");

    private SetupSamples() {}

    static Configuration configuration() {
        return new Configuration(
                ALPHA,
                new Instance(
                        Path.of("/var/lib/postgresql/17/main"),
                        Path.of("/usr/lib/postgresql/17/bin"),
                        Optional.of(Path.of("/etc/postgresql/17/main/postgresql.conf")),
                        Optional.empty(),
                        "postgresql@17-main",
                        "127.0.0.1",
                        5432,
                        "postgres"),
                new Replication("zstandby", PASSFILE, SERVER_PASSFILE, "postgres"),
                new Group(new DatasetName("tank/pg/data"), Optional.of(new DatasetName("tank/pg/wal")), Map.of()),
                Map.of(BETA, PEER),
                BackupMode.AUTO,
                RunBy.ROOT,
                Retention.DEFAULT);
    }

    static Access access(boolean inRecovery, Optional<RoleRights> role) {
        return new Access(inRecovery, false, false, false, RULES, 4096, List.of(), List.of(), false, role);
    }

    static RoleRights rights(Grant... missing) {
        return new RoleRights(true, true, false, List.of(missing));
    }

    static OwnServerSight primary(Optional<RoleRights> role) {
        return new OwnServerSight.Running(access(false, role));
    }

    /** A primary where nobody has prepared anything. */
    static SetupSight bare() {
        return new SetupSight(
                configuration(),
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                Set.of(),
                Set.of(Path.of("/etc/zstandby")),
                Set.of(POOL, PARENT, new DatasetName("tank/pg/data"), new DatasetName("tank/pg/wal")),
                List.of(),
                Map.of(PARENT, Gate.NEEDED),
                List.of(new PeerSight(PEER, List.of("10.0.0.12"), new SshTarget("10.0.0.12"))),
                List.of("127.0.0.1"),
                primary(Optional.empty()),
                List.of(),
                List.of(),
                List.of("local all postgres peer"),
                Optional.empty(),
                false,
                false);
    }

    /** The same once setup has run and trusts beta. */
    static SetupSight ready() {
        return new SetupSight(
                configuration(),
                Optional.of(ACCOUNT),
                Map.of(IDENTITY, new PublicKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKalpha")),
                Optional.of(KNOWN),
                Set.of(PASSFILE, SERVER_PASSFILE),
                Set.of(Path.of("/etc/zstandby"), Path.of("/var/lib/zstandby/.ssh")),
                bare().datasets(),
                List.of(),
                Map.of(PARENT, List.of()),
                bare().peers(),
                bare().ownAddresses(),
                primary(Optional.of(rights())),
                List.of(Admission.line(BETA, BETAS, List.of("10.0.0.12"))),
                List.of("10.0.0.12 " + BETAS_HOST),
                List.of(
                        "host postgres,replication zstandby 10.0.0.12/32 scram-sha-256",
                        "host postgres zstandby 127.0.0.1/32 scram-sha-256"),
                Optional.empty(),
                false,
                false);
    }

    static SetupSight with(SetupSight seen, Optional<Account> account, Optional<Password> password) {
        return new SetupSight(
                seen.configuration(),
                account,
                seen.identities(),
                password,
                seen.passfiles(),
                seen.directories(),
                seen.datasets(),
                seen.undelegated(),
                seen.missing(),
                seen.peers(),
                seen.ownAddresses(),
                seen.server(),
                seen.admitted(),
                seen.pins(),
                seen.rules(),
                seen.operator(),
                seen.formerOperator(),
                seen.selinux());
    }

    static SetupSight with(SetupSight seen, OwnServerSight server, Set<DatasetName> datasets) {
        return new SetupSight(
                seen.configuration(),
                seen.account(),
                seen.identities(),
                seen.password(),
                seen.passfiles(),
                seen.directories(),
                datasets,
                seen.undelegated(),
                datasets.contains(PARENT) ? seen.missing() : Map.of(),
                seen.peers(),
                seen.ownAddresses(),
                server,
                seen.admitted(),
                seen.pins(),
                seen.rules(),
                seen.operator(),
                seen.formerOperator(),
                seen.selinux());
    }

    static SetupSight with(SetupSight seen, OperatorSight operator) {
        return with(
                seen,
                Optional.of(operator),
                OperatorRights.permissions(operator.ground().own()));
    }

    /** The same with every permission of ZFS. */
    static SetupSight permitted(SetupSight seen) {
        return with(seen, seen.operator(), List.of());
    }

    private static SetupSight with(SetupSight seen, Optional<OperatorSight> operator, List<String> missing) {
        return new SetupSight(
                seen.configuration(),
                seen.account(),
                seen.identities(),
                seen.password(),
                seen.passfiles(),
                seen.directories(),
                seen.datasets(),
                seen.undelegated(),
                Map.of(PARENT, missing),
                seen.peers(),
                seen.ownAddresses(),
                seen.server(),
                seen.admitted(),
                seen.pins(),
                seen.rules(),
                operator,
                seen.formerOperator(),
                seen.selinux());
    }

    static Card card(Optional<String> password) {
        return new Card(BETA, BETAS, List.of(BETAS_HOST), password);
    }
}
