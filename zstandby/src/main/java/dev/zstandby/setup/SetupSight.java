package dev.zstandby.setup;

import dev.zstandby.config.Configuration;
import dev.zstandby.host.Account;
import dev.zstandby.peer.PublicKey;
import dev.zstandby.zfs.DatasetName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is there already of all that a node needs to work with its peers.
 *
 * @param account the gate's user
 * @param identities the keys this node asks its peers with; those that are there
 * @param password as the passfiles have it; absent when neither is there
 * @param passfiles those that are there
 * @param directories those of the ones that setup would make that are there
 * @param datasets every dataset of this machine
 * @param undelegated pools of the group on which nothing can be delegated
 * @param missing the permissions that the gate's user lacks, by the dataset above a root of the group; of those that exist
 * @param admitted the lines of the account's authorized_keys
 * @param pins the lines of the file of pinned host keys
 * @param rules the lines of pg_hba.conf
 * @param operator absent when only root runs commands
 * @param formerOperator whether only root runs commands, and there are rules for sudo from before
 * @param selinux whether SELinux is enforcing
 */
record SetupSight(
        Configuration configuration,
        Optional<Account> account,
        Map<Path, PublicKey> identities,
        Optional<Password> password,
        Set<Path> passfiles,
        Set<Path> directories,
        Set<DatasetName> datasets,
        List<String> undelegated,
        Map<DatasetName, List<String>> missing,
        List<PeerSight> peers,
        List<String> ownAddresses,
        OwnServerSight server,
        List<String> admitted,
        List<String> pins,
        List<String> rules,
        Optional<OperatorSight> operator,
        boolean formerOperator,
        boolean selinux) {
    SetupSight {
        identities = Map.copyOf(identities);
        passfiles = Set.copyOf(passfiles);
        directories = Set.copyOf(directories);
        datasets = Set.copyOf(datasets);
        undelegated = List.copyOf(undelegated);
        missing = Map.copyOf(missing);
        peers = List.copyOf(peers);
        ownAddresses = List.copyOf(ownAddresses);
        admitted = List.copyOf(admitted);
        pins = List.copyOf(pins);
        rules = List.copyOf(rules);
    }

    /** Whether the server that runs here is the primary of the group, and not one that lies elsewhere. */
    boolean isPrimary() {
        return server.isPrimary() && datasets.contains(configuration.datasets().data());
    }

    /** Whether the server that runs here lies on none of the group's datasets, and holds nothing that anybody made. */
    boolean isPlaceholder() {
        return server instanceof OwnServerSight.Running(var access)
                && access.pristine()
                && !access.inRecovery()
                && isInTheWay();
    }

    /** Whether such a server was stopped to be set aside, and is still there. Somebody may have used it since. */
    boolean mayBePlaceholder() {
        return server instanceof OwnServerSight.Down down && down.makingRoom() && isInTheWay();
    }

    private boolean isInTheWay() {
        return !datasets.contains(configuration.datasets().data());
    }
}
