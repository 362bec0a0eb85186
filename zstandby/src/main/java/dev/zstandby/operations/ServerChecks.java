package dev.zstandby.operations;

import dev.zstandby.postgres.Server;
import dev.zstandby.postgres.ServerState;
import dev.zstandby.postgres.Silence;
import dev.zstandby.postgres.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the primary can feed a standby, and whether this node's server could be one. Pure functions. */
final class ServerChecks {
    /** The slot for the standby and the one that guards WAL while an image is on its way. */
    private static final int SLOTS_NEEDED = 2;

    private ServerChecks() {}

    static List<Finding> all(Observation seen) {
        var findings = new ArrayList<Finding>();
        findings.addAll(primarySettings(seen));
        findings.addAll(slots(seen));
        findings.addAll(standbySettings(seen));
        findings.addAll(ownSlots(seen.local()));
        findings.addAll(place(seen));
        return findings;
    }

    private static List<Finding> primarySettings(Observation seen) {
        var findings = new ArrayList<Finding>();
        var primary = seen.primary();
        if (!Set.of("replica", "logical").contains(primary.settings().getOrDefault("wal_level", ""))) {
            findings.add(Finding.error(
                    "wal-level",
                    "wal_level of %s is %s; a standby needs replica."
                            .formatted(seen.peer().node(), primary.settings().get("wal_level")),
                    "On %s, in psql: ALTER SYSTEM SET wal_level = replica; then restart it."
                            .formatted(seen.peer().node())));
        }
        long others = primary.senders().stream()
                .filter(sender ->
                        !sender.application().equals(seen.local().name().value()))
                .count();
        if (primary.number("max_wal_senders") <= others) {
            findings.add(Finding.error(
                    "wal-senders",
                    "All %d WAL senders of %s are in use."
                            .formatted(
                                    primary.number("max_wal_senders"),
                                    seen.peer().node()),
                    "On %s, in psql: ALTER SYSTEM SET max_wal_senders = %d; then restart it."
                            .formatted(seen.peer().node(), primary.number("max_wal_senders") + 5)));
        }
        var synchronous = primary.settings().getOrDefault("synchronous_standby_names", "");
        if (!synchronous.isEmpty() && !names(synchronous, seen.local().name().value())) {
            findings.add(Finding.warning(
                    "synchronous-standby",
                    "synchronous_standby_names of %s is %s, without %s, which is the name that this node's server gives itself."
                            .formatted(
                                    seen.peer().node(),
                                    synchronous,
                                    seen.local().name()),
                    "If the primary is to wait for this standby, add %s there."
                            .formatted(seen.local().name())));
        }
        return findings;
    }

    /** Names are words, quoted or not; a star is any name (PostgreSQL manual, "synchronous_standby_names"). */
    private static boolean names(String synchronous, String node) {
        return Stream.of(synchronous.split("[\\s,()\"]+", -1)).anyMatch(word -> word.equals("*") || word.equals(node));
    }

    private static List<Finding> slots(Observation seen) {
        var findings = new ArrayList<Finding>();
        var primary = seen.primary();
        int used = primary.slots().size() - (primary.slot(seen.slot()).isPresent() ? 1 : 0);
        if (primary.number("max_replication_slots") < used + SLOTS_NEEDED) {
            findings.add(Finding.error(
                    "slots-free",
                    "%s has room for %d replication slots and %d are taken by others; two are needed."
                            .formatted(seen.peer().node(), primary.number("max_replication_slots"), used),
                    "On %s, in psql: ALTER SYSTEM SET max_replication_slots = %d; then restart it."
                            .formatted(seen.peer().node(), used + SLOTS_NEEDED + 5)));
        }
        primary.slot(seen.slot())
                .filter(slot -> !slot.reserves())
                .ifPresent(slot -> findings.add(Finding.warning(
                        "slot-lost",
                        "Slot %s of %s no longer keeps the WAL that %s needs; seed and reset make it anew."
                                .formatted(
                                        slot.name(),
                                        seen.peer().node(),
                                        seen.local().name()),
                        "Run zstandby reset.")));
        primary.slots().stream()
                .filter(slot -> !slot.active() && slot.reserves())
                .filter(slot -> !slot.name().equals(seen.slot()) || needsNoSlot(seen))
                .forEach(slot -> findings.add(unused(seen, slot)));
        if (findings.isEmpty()) {
            findings.add(Finding.ok(
                    "slots",
                    "%s can keep WAL for %s."
                            .formatted(seen.peer().node(), seen.local().name())));
        }
        return findings;
    }

    /** As after an undo: this node's server is a primary, or streams through another slot or through none. */
    private static boolean needsNoSlot(Observation seen) {
        return seen.local().server() instanceof LocalServer.Running(var state)
                && (!state.inRecovery()
                        || state.receiver()
                                .filter(receiver -> !receiver.slot().equals(seen.slot()))
                                .isPresent());
    }

    private static Finding unused(Observation seen, Slot slot) {
        return Finding.warning(
                "slot-unused",
                "Slot %s of %s is not in use and keeps WAL from %s on."
                        .formatted(
                                slot.name(),
                                seen.peer().node(),
                                slot.restart().map(Object::toString).orElse("?")),
                "If its consumer is gone, on %s, in psql: SELECT pg_drop_replication_slot('%s');"
                        .formatted(seen.peer().node(), slot.name()));
    }

    private static List<Finding> standbySettings(Observation seen) {
        if (!(seen.local().server() instanceof LocalServer.Running(var state))) {
            return List.of();
        }
        return Server.AT_LEAST_AS_ON_PRIMARY.stream()
                .filter(name -> state.number(name) < seen.primary().number(name))
                .map(name -> tooLow(seen, state, name))
                .toList();
    }

    /** An image's slots are the primary's, and are removed; what was streamed to from here finds none. */
    private static List<Finding> ownSlots(LocalNode local) {
        var slots = local.server() instanceof LocalServer.Running(var state)
                ? state.slots().stream().map(Slot::name).toList()
                : List.<String>of();
        return slots.isEmpty()
                ? List.of()
                : List.of(Finding.warning(
                        "own-slots",
                        "%s has replication slots of its own, which seed and reset do not carry over: %s."
                                .formatted(local.name(), String.join(", ", slots)),
                        "Make those that are needed again afterwards (pg_create_physical_replication_slot)."));
    }

    private static Finding tooLow(Observation seen, ServerState state, String name) {
        return Finding.warning(
                "standby-settings",
                "%s is %d on %s and %d on %s; a standby needs at least as much, so seed and reset raise it."
                        .formatted(
                                name,
                                state.number(name),
                                seen.local().name(),
                                seen.primary().number(name),
                                seen.peer().node()),
                "Raise %s in postgresql.conf of %s to %d."
                        .formatted(name, seen.local().name(), seen.primary().number(name)));
    }

    private static List<Finding> place(Observation seen) {
        var findings = new ArrayList<Finding>();
        var postgres = seen.configuration().postgres();
        if (!seen.local().serviceExists()) {
            findings.add(Finding.error(
                    "service",
                    "There is no service %s on %s."
                            .formatted(postgres.service(), seen.local().name()),
                    "Correct postgres.service, or create the cluster's service (Debian: pg_createcluster)."));
        }
        if (seen.local().portTaken()) {
            findings.add(Finding.error(
                    "port-taken",
                    "Port %d of %s is taken by another program: %s does not run, and something answers there."
                            .formatted(postgres.port(), seen.local().name(), postgres.service()),
                    "Find it (ss -ltnp), end it or give PostgreSQL another port."));
        }
        // The other kinds keep from a cut-over (CutOverChecks), and are said there.
        if (seen.local().server() instanceof LocalServer.Silent(var why, var kind, var control)
                && (kind == Silence.NOT_YET || kind == Silence.UNKNOWN)) {
            findings.add(Finding.warning(
                    "local-server",
                    "The server of %s runs but does not answer: %s"
                            .formatted(seen.local().name(), why.sentence()),
                    why.remedy()));
        }
        return findings;
    }
}
