package dev.zstandby.operations;

import dev.zstandby.Version;
import dev.zstandby.config.Member;
import dev.zstandby.postgres.Server;
import dev.zstandby.zfs.SnapshotName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether this pair can seed and reset: what was observed, looked at from every side. Pure functions. */
final class PairChecks {
    private PairChecks() {}

    /** Everything that was looked at, the good and the bad. */
    static List<Finding> all(Observation seen) {
        var findings = new ArrayList<Finding>();
        findings.addAll(identity(seen));
        findings.addAll(versions(seen));
        findings.addAll(ZfsVersionChecks.check(seen));
        findings.addAll(PoolChecks.check(seen));
        findings.addAll(HostChecks.check(seen));
        ahead(seen).ifPresent(findings::add);
        gone(seen).ifPresent(findings::add);
        findings.addAll(rights(seen));
        findings.addAll(LayoutChecks.all(seen));
        findings.addAll(ServerChecks.all(seen));
        return findings;
    }

    /** Only what keeps a command from going on. */
    static List<Finding> blocking(Observation seen) {
        return all(seen).stream().filter(Finding::isBlocking).toList();
    }

    /** The same for a command that replaces whatever cluster this node has. */
    static List<Finding> blockingForReplace(Observation seen) {
        return blocking(seen).stream()
                .filter(finding -> !finding.id().equals("system-identifier"))
                .toList();
    }

    /** No obstacle to a reset, but what a reset is needed for. */
    static Optional<Finding> ahead(Observation seen) {
        return seen.local().server().isAheadOf(seen.primary())
                ? Optional.of(Finding.warning(
                        "standby-ahead",
                        "%s has replayed WAL that %s never wrote: %s was taken back to an earlier state."
                                .formatted(
                                        seen.local().name(),
                                        seen.peer().node(),
                                        seen.peer().node()),
                        "zstandby reset, before %s has written past it and nobody can tell any more"
                                .formatted(seen.peer().node())))
                : Optional.empty();
    }

    /** The same after the primary has written past it: no position tells any more, but ZFS does. */
    static Optional<Finding> gone(Observation seen) {
        var gone = seen.inquiry().unneeded().lost();
        return gone.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.warning(
                                "common-snapshot-gone",
                                "%s does not have any more what %s holds as their newest common snapshot: %s was taken back to an earlier state, or somebody destroyed it there."
                                        .formatted(
                                                seen.peer().node(),
                                                seen.local().name(),
                                                seen.peer().node()),
                                "zstandby reset: %s may hold what %s never wrote"
                                        .formatted(
                                                seen.local().name(), seen.peer().node()))
                        .withEvidence(gone.stream().map(SnapshotName::toString).toList()));
    }

    private static List<Finding> identity(Observation seen) {
        var findings = new ArrayList<Finding>();
        var expected = seen.peerConfiguration().name();
        if (!seen.peer().node().equals(expected)) {
            findings.add(Finding.refusal(
                    "peer-name",
                    "The peer configured here as %s calls itself %s."
                            .formatted(expected, seen.peer().node()),
                    "Correct the name under peers here, or node in the configuration there."));
        }
        localIdentifier(seen)
                .map(identifier ->
                        identifier.equals(seen.primary().systemIdentifier().toString())
                                ? Finding.ok(
                                        "system-identifier",
                                        "Both nodes hold the same cluster, system identifier " + identifier + ".")
                                : notCopies(seen, identifier))
                .ifPresent(findings::add);
        if (seen.primary().inRecovery()) {
            findings.add(Finding.refusal(
                    "peer-role",
                    "%s is itself a standby, so nothing can be made a standby of it."
                            .formatted(seen.peer().node()),
                    "Run the command with the primary as the peer, or promote %s first."
                            .formatted(seen.peer().node())));
        } else {
            findings.add(Finding.ok(
                    "peer-role",
                    "%s is a primary on timeline %s at %s."
                            .formatted(
                                    seen.peer().node(),
                                    seen.primary().timeline(),
                                    seen.primary().position())));
        }
        return findings;
    }

    private static Finding notCopies(Observation seen, String identifier) {
        var local = seen.local().name();
        return Finding.refusal(
                        "system-identifier",
                        "%s cannot be reset from %s: they are not copies of the same cluster."
                                .formatted(local, seen.peer().node()),
                        "To replace %s's cluster by a copy of %s's, run: zstandby seed --replace"
                                .formatted(local, seen.peer().node()))
                .withEvidence(List.of(
                        "%s: system identifier %s, %s"
                                .formatted(
                                        seen.peer().node(),
                                        seen.primary().systemIdentifier(),
                                        seen.primary().dataDirectory()),
                        "%s: system identifier %s, %s"
                                .formatted(
                                        local,
                                        identifier,
                                        seen.configuration().postgres().dataDirectory())));
    }

    private static Optional<String> localIdentifier(Observation seen) {
        return switch (seen.local().server()) {
            case LocalServer.Running(var state) ->
                Optional.of(state.systemIdentifier().toString());
            case LocalServer.Silent(var why, var kind, var control) ->
                control.map(data -> data.systemIdentifier().toString());
            case LocalServer.Stopped(var control, var standbySignal) ->
                Optional.of(control.systemIdentifier().toString());
            case LocalServer.Absent absent -> Optional.empty();
        };
    }

    private static List<Finding> versions(Observation seen) {
        var findings = new ArrayList<Finding>();
        int theirs = seen.primary().majorVersion();
        int ours = seen.local().software();
        if (theirs < Server.OLDEST_MAJOR_VERSION) {
            findings.add(Finding.error(
                    "postgres-version",
                    "%s runs PostgreSQL %d; zstandby needs %d or newer."
                            .formatted(seen.peer().node(), theirs, Server.OLDEST_MAJOR_VERSION),
                    "Upgrade the cluster."));
        } else if (theirs != ours) {
            findings.add(Finding.error(
                    "postgres-version",
                    "%s runs PostgreSQL %d, but the programs in %s on %s are of PostgreSQL %d."
                            .formatted(
                                    seen.peer().node(),
                                    theirs,
                                    seen.configuration().postgres().binDirectory(),
                                    seen.local().name(),
                                    ours),
                    "Install PostgreSQL %d here and correct postgres.bin-directory.".formatted(theirs)));
        } else {
            findings.add(Finding.ok("postgres-version", "Both nodes have PostgreSQL %d.".formatted(ours)));
        }
        if (!seen.peer().version().equals(Version.TEXT)) {
            findings.add(Finding.error(
                    "zstandby-version",
                    "%s has zstandby %s, this node %s."
                            .formatted(seen.peer().node(), seen.peer().version(), Version.TEXT),
                    "Install the same version on both nodes."));
        }
        return findings;
    }

    private static List<Finding> rights(Observation seen) {
        var role = seen.primary().role();
        var findings = new ArrayList<Finding>();
        if (!role.replication()) {
            findings.add(Finding.error(
                    "role-replication",
                    "Role %s of %s may not replicate."
                            .formatted(role.name(), seen.peer().node()),
                    "On %s, in psql: ALTER ROLE %s REPLICATION;"
                            .formatted(seen.peer().node(), role.name())));
        }
        for (String grant : role.missing()) {
            findings.add(Finding.error(
                    "role-grants",
                    "Role %s of %s lacks a right."
                            .formatted(role.name(), seen.peer().node()),
                    "On %s, in psql: %s;".formatted(seen.peer().node(), grant)));
        }
        for (String grant : seen.peer().missingPermissions()) {
            findings.add(Finding.error(
                    "delegation",
                    "User %s of %s lacks ZFS permissions."
                            .formatted(seen.peer().user(), seen.peer().node()),
                    "On %s, as root: %s".formatted(seen.peer().node(), grant)));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    "rights",
                    "Role %s and user %s of %s have every right that is needed."
                            .formatted(
                                    role.name(), seen.peer().user(), seen.peer().node())));
        }
        return findings;
    }

    /** The names of the members that only one of the nodes has. */
    static List<String> unmatchedMembers(Observation seen) {
        var ours = seen.local().members().stream().map(LocalMember::member).toList();
        var theirs = seen.peer().members().stream()
                .map(described -> described.member())
                .toList();
        return Stream.concat(
                        ours.stream().filter(member -> !theirs.contains(member)),
                        theirs.stream().filter(member -> !ours.contains(member)))
                .map(Member::name)
                .sorted()
                .toList();
    }
}
