package dev.zstandby.setup;

import dev.zstandby.host.Platform;
import dev.zstandby.host.TextLines.Where;
import dev.zstandby.postgres.AccessRule;
import dev.zstandby.postgres.Grant;
import dev.zstandby.postgres.PairSetting;
import dev.zstandby.setup.OwnServerSight.Running;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Decides what is missing in this node's server: role, rights, settings, rules, and room for a standby. Pure functions. */
final class ServerPlanner {
    private static final String RULES_COMMENT =
            "# zstandby setup: the role's own rules, before all others so that none of them keeps it out";

    private final SetupSight seen;
    private final Changes changes;

    private ServerPlanner(SetupSight seen, Changes changes) {
        this.seen = seen;
        this.changes = changes;
    }

    static void plan(SetupSight seen, Changes changes) {
        var planner = new ServerPlanner(seen, changes);
        var role = seen.configuration().replication().user();
        planner.role(role);
        planner.settings();
        planner.makeRoom();
        planner.rules(role);
    }

    private void role(String role) {
        if (!(seen.server() instanceof Running(var access)) || !seen.isPrimary()) {
            return;
        }
        if (access.role().isEmpty()) {
            changes.add(
                    "the role that zstandby and the standbys log in as",
                    List.of(new Act.CreateRole(role)),
                    List.of(new Act.DropRole(role)));
        }
        var missing = access.role().map(rights -> rights.missing()).orElse(List.of(Grant.values()));
        for (Grant grant : missing) {
            changes.add(
                    "a right that the role needs",
                    List.of(new Act.Give(grant, role)),
                    List.of(new Act.Take(grant, role)));
        }
    }

    private void rules(String role) {
        var file = seen.server().rulesFile();
        if (file.isEmpty()) {
            changes.note(
                    "pg_hba.conf lies in the data directory here, so the image brings the primary's: let that admit"
                            + " this node and its peers.");
            return;
        }
        var wanted = wantedRules(role).stream()
                .filter(line -> !seen.rules().contains(line))
                .toList();
        if (wanted.isEmpty()) {
            if (seen.server() instanceof Running(var access) && access.stale()) {
                changes.add(
                        "has the server read pg_hba.conf, which was changed since it last did",
                        List.of(new Act.ReloadRules()),
                        List.of());
            }
            return;
        }
        var lines = new ArrayList<>(List.of(RULES_COMMENT));
        lines.addAll(wanted);
        boolean running = seen.server() instanceof Running && !seen.isPlaceholder();
        var reload = running ? List.<Act>of(new Act.ReloadRules()) : List.<Act>of();
        var owner = seen.configuration().postgres().owner();
        changes.add(
                "who may log in as the role: the peers and this node, by password",
                joined(List.of(new Act.AddLines(file.get(), owner, "rw-r-----", Where.FIRST, lines)), reload),
                joined(
                        List.of(new Act.RemoveLines(
                                file.get(),
                                owner,
                                wanted.size() == wantedRules(role).size() ? lines : wanted)),
                        reload));
    }

    private List<String> wantedRules(String role) {
        var database = seen.configuration().replication().database();
        var peers = seen.peers().stream()
                .flatMap(peer -> peer.addresses().stream())
                .map(address -> AccessRule.forPeer(seen.server().usesTls(), database, role, address));
        var own = seen.ownAddresses().stream().map(address -> AccessRule.forThisNode(database, role, address));
        return Stream.concat(peers, own).distinct().toList();
    }

    /** Those of a cluster that makes room come with the image. */
    private void settings() {
        if (!(seen.server() instanceof Running(var access)) || seen.isPlaceholder()) {
            return;
        }
        for (PairSetting setting : access.tooLow()) {
            changes.add(
                    "a setting without which no other node can stream from this one",
                    List.of(new Act.Configure(setting)),
                    List.of(new Act.Unconfigure(setting)));
        }
        if (access.restartDue() || !access.tooLow().isEmpty()) {
            changes.note("Changed settings take effect once the server is restarted: %s"
                    .formatted(Platform.here()
                            .serviceRestart(seen.configuration().postgres().service())));
        }
    }

    /** A package that is installed makes a cluster at once, where a standby's data shall be mounted. */
    private void makeRoom() {
        if (!seen.isPlaceholder()) {
            return;
        }
        var setAside = setAside(seen.configuration().postgres().dataDirectory());
        changes.add(
                "makes room for the standby: the cluster here lies on none of the group's datasets, and nobody has made anything in it",
                List.of(service("stop"), setAside),
                List.of(new Act.Rename(setAside.to(), setAside.from()), service("start")));
    }

    /** @param directory the data directory of the cluster that is in the standby's place */
    static Act.Rename setAside(Path directory) {
        return new Act.Rename(directory, directory.resolveSibling(directory.getFileName() + ".before-zstandby"));
    }

    private Act service(String verb) {
        return new Act.Run(Platform.here()
                .service(verb, seen.configuration().postgres().service())
                .argv());
    }

    private static List<Act> joined(List<Act> first, List<Act> more) {
        return Stream.concat(first.stream(), more.stream()).toList();
    }
}
