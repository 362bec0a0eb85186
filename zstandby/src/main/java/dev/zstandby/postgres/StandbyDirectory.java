package dev.zstandby.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.zstandby.Failure;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A received image, mounted aside, on its way to be started as a standby and never as anything else: a copy that once
 * started as a primary has diverged on its own timeline, which no later check can see.
 *
 * <p>The methods stand in the order in which they are to be called; each can be called again. Nothing outside the given
 * directories is touched, whatever links the image holds.
 *
 * @param data the image's data directory
 * @param wal where its WAL is mounted aside; {@code pg_wal} may be a link to where the live WAL is
 * @param tablespaces by OID, where the staged tablespaces are mounted aside, for the same reason
 */
public record StandbyDirectory(Path data, Path wal, Map<Long, Path> tablespaces) {
    /** Emptied but kept: {@code excludeDirContents} in basebackup.c. A leftover slot would hold back WAL for ever. */
    private static final List<String> TRANSIENT = List.of(
            "pg_stat_tmp", "pg_replslot", "pg_dynshmem", "pg_notify", "pg_serial", "pg_snapshots", "pg_subtrans");

    /**
     * {@code excludeFiles} in basebackup.c, and what ends standby mode or stops PostgreSQL 12 and later from starting
     * ({@code recovery.conf}). A postmaster.pid whose number some process has keeps PostgreSQL from starting, too.
     */
    private static final List<String> LEFTOVERS = List.of(
            "postgresql.auto.conf.tmp",
            "current_logfiles.tmp",
            "backup_manifest",
            "backup_manifest.tmp",
            "postmaster.pid",
            "postmaster.opts",
            "recovery.signal",
            "recovery.conf",
            "recovery.done",
            "backup_label.old",
            "tablespace_map.old",
            "promote");

    private static final Path BACKUP_LABEL = Path.of("backup_label");
    private static final Path TABLESPACE_MAP = Path.of("tablespace_map");
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rw-------");

    public StandbyDirectory {
        tablespaces = Map.copyOf(tablespaces);
    }

    /** Fails unless this is a data directory of the major version. */
    public void verify(int majorVersion) {
        int found = new DataDirectory(data).majorVersion();
        if (found != majorVersion) {
            throw Failure.refused("The image at %s is of PostgreSQL %d, this node runs PostgreSQL %d."
                            .formatted(data, found, majorVersion))
                    .withRemedy("Install and configure the primary's major version here.");
        }
        try (var root = open();
                var global = root.child(Path.of("global")).orElseThrow(() -> incomplete("global/pg_control"))) {
            if (global.attributes(Path.of("pg_control")).isEmpty()) {
                throw incomplete("global/pg_control");
            }
        }
    }

    /** Fails unless each tablespace is there: one on another file system leaves an empty directory, or none, in its place. */
    public void verifyTablespaces(int majorVersion) {
        tablespaces.forEach((oid, path) -> {
            try (var tablespace = OpenDirectory.at(path)) {
                if (tablespace.names().stream()
                        .noneMatch(name -> name.toString().startsWith("PG_%d_".formatted(majorVersion)))) {
                    throw Failure.refused(
                                    "The image of tablespace %d at %s is empty: the tablespace lies on a file system outside the group."
                                            .formatted(oid, path))
                            .withRemedy("Add its dataset under datasets.tablespaces on both nodes, or move it.");
                }
            }
        });
    }

    /**
     * Fails unless its WAL is there. Where {@code pg_wal} was on another file system the image has an empty directory in its
     * place, so the segment with which recovery begins is looked for.
     *
     * @param firstSegment its name, by which any timeline's will do: after a promotion it may still be the former one's
     */
    public void verifyWal(String firstSegment) {
        try (var segments = OpenDirectory.at(wal)) {
            if (segments.names().stream().noneMatch(name -> sameSegment(name.toString(), firstSegment))) {
                throw Failure.refused(
                                "The image has no WAL segment %s, with which its recovery begins: pg_wal of the primary lies outside its group."
                                        .formatted(firstSegment))
                        .withRemedy("Move it to a dataset and add that as datasets.wal on both nodes.");
            }
        }
    }

    /** Names are timeline, then number, in 8 and 16 hexadecimal digits (xlog_internal.h, XLogFileName). */
    private static boolean sameSegment(String one, String other) {
        return one.length() == 24 && one.regionMatches(8, other, 8, 16);
    }

    /** First of all changes, so that from here on the image cannot start as a primary. */
    public void writeStandbySignal() {
        try (var root = open()) {
            root.write(Path.of("standby.signal"), new byte[0], PRIVATE, root.attributes());
        }
    }

    /** Removes what belongs to the server the image was taken from: its slots, its process, its temporary files. */
    public void clean() {
        try (var root = open()) {
            TRANSIENT.forEach(name -> empty(root, Path.of(name)));
            LEFTOVERS.forEach(name -> root.delete(Path.of(name)));
            removeTemporaryFiles(root);
        }
        try (var directory = OpenDirectory.at(wal)) {
            // Left there, the primary's unarchived segments would be archived a second time after a promotion.
            empty(directory, Path.of("archive_status"));
        }
    }

    /** For an image of one atomic snapshot, which recovers like a crash: a label found in it is somebody else's. */
    public void removeBackupFiles() {
        try (var root = open()) {
            root.delete(BACKUP_LABEL);
            root.delete(TABLESPACE_MAP);
        }
    }

    /** For an image taken in backup mode; without its label recovery would silently begin at the wrong checkpoint. */
    public void writeBackupFiles(Backup backup) {
        try (var root = open()) {
            var map = backup.tablespaceMap();
            if (map.isPresent()) {
                root.write(TABLESPACE_MAP, map.get().getBytes(UTF_8), PRIVATE, root.attributes());
            } else {
                root.delete(TABLESPACE_MAP);
            }
            root.write(BACKUP_LABEL, backup.label().getBytes(UTF_8), PRIVATE, root.attributes());
        }
    }

    /**
     * Puts the standby's own files over the image's: content, mode and owner; a symbolic link as a link. What the live
     * directory does not have stays as the image has it.
     *
     * @param names such as {@code pg_hba.conf}, directly in the data directory
     */
    public void keepOwnFiles(Path liveDirectory, List<String> names) {
        try (var root = open();
                var live = OpenDirectory.at(liveDirectory)) {
            names.forEach(name -> OwnFile.copy(live, root, name));
        }
    }

    public void writeAutoConf(AutoConf settings) {
        try (var root = open()) {
            root.write(Path.of("postgresql.auto.conf"), settings.bytes(), PRIVATE, root.attributes());
        }
    }

    private OpenDirectory open() {
        return OpenDirectory.at(data);
    }

    private Failure incomplete(String what) {
        return Failure.refused("The image at %s has no %s.".formatted(data, what))
                .withRemedy("Correct datasets.data on both nodes: the data directory must lie on it.");
    }

    /** A link in the place of such a directory is replaced by a directory, as pg_basebackup does. */
    private static void empty(OpenDirectory parent, Path name) {
        var attributes = parent.attributes(name);
        if (attributes.filter(PosixFileAttributes::isSymbolicLink).isPresent()) {
            parent.delete(name);
            parent.makeDirectory(name, parent.attributes());
        }
        parent.child(name).ifPresent(child -> {
            try (child) {
                child.clear();
            }
        });
    }

    private void removeTemporaryFiles(OpenDirectory root) {
        root.child(Path.of("global")).ifPresent(StandbyDirectory::removeTemporaryFilesIn);
        root.child(Path.of("base")).ifPresent(StandbyDirectory::removeTemporaryFilesOfDatabases);
        // Tablespaces inside the directory (allow_in_place_tablespaces) are no links, so they are met here.
        root.child(Path.of("pg_tblspc")).ifPresent(links -> {
            try (links) {
                links.names()
                        .forEach(oid -> links.child(oid).ifPresent(StandbyDirectory::removeTemporaryFilesInTablespace));
            }
        });
        tablespaces.values().forEach(path -> removeTemporaryFilesInTablespace(OpenDirectory.at(path)));
    }

    private static void removeTemporaryFilesInTablespace(OpenDirectory tablespace) {
        try (tablespace) {
            tablespace.names().stream()
                    .filter(name -> name.toString().startsWith("PG_"))
                    .forEach(name ->
                            tablespace.child(name).ifPresent(StandbyDirectory::removeTemporaryFilesOfDatabases));
        }
    }

    /** Here and in the directories of databases, which have the name of an OID; so have tables in these, and are not looked at. */
    private static void removeTemporaryFilesOfDatabases(OpenDirectory databases) {
        try (databases) {
            for (var name : databases.names()) {
                if (RelationFiles.isTemporary(name.toString())) {
                    databases.delete(name);
                } else if (RelationFiles.isOid(name.toString())) {
                    databases.child(name).ifPresent(StandbyDirectory::removeTemporaryFilesIn);
                }
            }
        }
    }

    private static void removeTemporaryFilesIn(OpenDirectory directory) {
        try (directory) {
            directory.names().stream()
                    .filter(name -> RelationFiles.isTemporary(name.toString()))
                    .forEach(directory::delete);
        }
    }
}
