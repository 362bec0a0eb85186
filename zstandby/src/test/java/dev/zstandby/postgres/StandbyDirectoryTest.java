package dev.zstandby.postgres;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zstandby.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StandbyDirectoryTest {
    @TempDir
    Path temp;

    private Path data;
    private Path wal;
    private Path tablespace;
    private StandbyDirectory image;

    @BeforeEach
    void anImageWithItsWalAndATablespaceMountedAside() throws IOException {
        data = temp.resolve("staged/data");
        wal = temp.resolve("staged/wal");
        tablespace = temp.resolve("staged/ts");
        image = new StandbyDirectory(data, wal, Map.of(24580L, tablespace));
        put("staged/data/PG_VERSION", "15\n");
        put("staged/data/global/pg_control", "control");
        put("staged/data/base/5/1259", "table");
        put("staged/wal/000000010000000000000001", "wal");
        put("staged/wal/archive_status/000000010000000000000001.ready", "");
        put("staged/ts/PG_15_202209061/5/24581", "table");
        put("live/wal/000000010000000000000009", "live wal");
        put("live/ts/PG_15_202209061/5/t3_24590", "live");
        Files.createDirectory(data.resolve("pg_tblspc"));
        Files.createSymbolicLink(data.resolve("pg_wal"), temp.resolve("live/wal"));
        Files.createSymbolicLink(data.resolve("pg_tblspc/24580"), temp.resolve("live/ts"));
        Files.createDirectories(temp.resolve("live/data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void acceptsOnlyTheExpectedMajorVersion() {
        image.verify(15);
        assertThatThrownBy(() -> image.verify(17))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("is of PostgreSQL 15, this node runs PostgreSQL 17");
    }

    @Test
    void theSegmentWithWhichRecoveryBeginsMustBeThereWhateverItsTimeline() {
        image.verifyWal("000000010000000000000001");
        image.verifyWal("000000020000000000000001");
        assertThatThrownBy(() -> image.verifyWal("000000010000000000000002"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("no WAL segment 000000010000000000000002");
    }

    @Test
    void aTablespaceOnAnotherFileSystemLeavesAnEmptyDirectory() throws IOException {
        image.verifyTablespaces(15);
        var empty = Files.createDirectory(temp.resolve("staged/empty"));
        var lacking = new StandbyDirectory(data, wal, Map.of(24580L, empty));
        assertThatThrownBy(() -> lacking.verifyTablespaces(15))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("tablespace 24580")
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> image.verifyTablespaces(16)).isInstanceOf(Failure.class);
    }

    @Test
    void aDirectoryWithoutAControlFileIsNoImage() throws IOException {
        Files.delete(data.resolve("global/pg_control"));
        assertThatThrownBy(() -> image.verify(15)).hasMessageContaining("has no global/pg_control");
        assertThatThrownBy(() -> new DataDirectory(temp).majorVersion())
                .hasMessageContaining("is not the data directory");
    }

    @Test
    void emptiesWhatBelongsToTheServerItCameFromAndKeepsTheDirectories() throws IOException {
        put("staged/data/pg_replslot/beta/state", "slot");
        put("staged/data/pg_notify/0000", "");
        var mode = PosixFilePermissions.fromString("rwxr-x---");
        Files.setPosixFilePermissions(data.resolve("pg_replslot"), mode);
        image.clean();
        assertThat(data.resolve("pg_replslot")).isEmptyDirectory();
        assertThat(data.resolve("pg_notify")).isEmptyDirectory();
        assertThat(Files.getPosixFilePermissions(data.resolve("pg_replslot"))).isEqualTo(mode);
    }

    @Test
    void removesTheFilesOfTheOldServerProcessAndOfOldRecoveries() throws IOException {
        for (var name : List.of("postmaster.pid", "postmaster.opts", "recovery.signal", "recovery.conf", "promote")) {
            put("staged/data/" + name, "x");
        }
        put("staged/data/postgresql.conf", "x");
        image.clean();
        assertThat(children(data))
                .containsExactly("PG_VERSION", "base", "global", "pg_tblspc", "pg_wal", "postgresql.conf");
    }

    @Test
    void removesTemporaryFilesAlsoInTablespacesButNoTables() throws IOException {
        put("staged/data/base/pgsql_tmp/pgsql_tmp123.0", "x");
        for (var name : List.of("t3_16400", "t12_16400_vm", "t12_16400.1", "pg_internal.init", "pg_internal.init.77")) {
            put("staged/data/base/5/" + name, "x");
            put("staged/ts/PG_15_202209061/5/" + name, "x");
        }
        for (var name : List.of("16390", "16390_init", "16390_fsm", "16390.1", "t3_", "text", "pg_filenode.map")) {
            put("staged/data/base/5/" + name, "x");
        }
        put("staged/data/global/pg_internal.init", "x");
        put("staged/ts/PG_15_202209061/pgsql_tmp/pgsql_tmp9.0", "x");
        image.clean();
        assertThat(children(data.resolve("base"))).containsExactly("5");
        assertThat(children(data.resolve("base/5")))
                .containsExactly(
                        "1259", "16390", "16390.1", "16390_fsm", "16390_init", "pg_filenode.map", "t3_", "text");
        assertThat(children(data.resolve("global"))).containsExactly("pg_control");
        assertThat(children(tablespace.resolve("PG_15_202209061"))).containsExactly("5");
        assertThat(children(tablespace.resolve("PG_15_202209061/5"))).containsExactly("24581");
    }

    @Test
    void keepsTheWalAndForgetsWhatWasToBeArchived() {
        image.clean();
        assertThat(wal.resolve("000000010000000000000001")).hasContent("wal");
        assertThat(wal.resolve("archive_status")).isEmptyDirectory();
    }

    @Test
    void theLiveDirectoriesBehindTheLinksStayAsTheyAre() throws IOException {
        var before = tree(temp.resolve("live"));
        wholePreparation();
        assertThat(tree(temp.resolve("live"))).isEqualTo(before);
    }

    @Test
    void hostileLinksLeadNowhere() throws IOException {
        put("victim/archive_status/a", "precious");
        put("victim/5/t1_1", "precious");
        put("victim/pgsql_tmp/a", "precious");
        put("victim/file", "precious");
        var before = tree(temp.resolve("victim"));
        var victim = temp.resolve("victim");
        Files.createSymbolicLink(data.resolve("pg_replslot"), victim);
        Files.createSymbolicLink(data.resolve("base/6"), victim.resolve("5"));
        Files.createSymbolicLink(data.resolve("base/pgsql_tmp"), victim.resolve("pgsql_tmp"));
        Files.createSymbolicLink(data.resolve("base/5/t9_9"), victim.resolve("file"));
        Files.createSymbolicLink(data.resolve("postmaster.pid"), victim.resolve("file"));
        Files.createSymbolicLink(data.resolve("standby.signal"), victim.resolve("file"));
        Files.createSymbolicLink(data.resolve("postgresql.auto.conf"), victim.resolve("file"));
        Files.createSymbolicLink(data.resolve(".zstandby-postgresql.auto.conf"), victim.resolve("file"));
        Files.createSymbolicLink(data.resolve("backup_label"), victim.resolve("file"));
        Files.delete(wal.resolve("archive_status/000000010000000000000001.ready"));
        Files.delete(wal.resolve("archive_status"));
        Files.createSymbolicLink(wal.resolve("archive_status"), victim.resolve("archive_status"));
        wholePreparation();
        assertThat(tree(victim)).isEqualTo(before);
        assertThat(data.resolve("pg_replslot"))
                .isEmptyDirectory()
                .satisfies(path ->
                        assertThat(Files.isDirectory(path, NOFOLLOW_LINKS)).isTrue());
        assertThat(Files.isRegularFile(data.resolve("standby.signal"), NOFOLLOW_LINKS))
                .isTrue();
        assertThat(data.resolve("base/pgsql_tmp")).doesNotExist();
    }

    @Test
    void doesNotWorkInADirectoryThatIsALinkItself() throws IOException {
        var link = Files.createSymbolicLink(temp.resolve("link"), data);
        var through = new StandbyDirectory(link, wal, Map.of());
        assertThatThrownBy(through::clean).isInstanceOf(Failure.class).hasMessageContaining("cannot be opened");
    }

    @Test
    void twiceIsTheSameAsOnce() throws IOException {
        put("staged/data/pg_replslot/beta/state", "slot");
        put("staged/data/backup_label", "old");
        put("live/data/pg_hba.conf", "own");
        wholePreparation();
        var once = tree(temp.resolve("staged"));
        wholePreparation();
        assertThat(tree(temp.resolve("staged"))).isEqualTo(once);
    }

    @Test
    void becomesAStandby() throws IOException {
        assertThat(new DataDirectory(data).hasStandbySignal()).isFalse();
        image.writeStandbySignal();
        assertThat(new DataDirectory(data).hasStandbySignal()).isTrue();
        assertThat(Files.size(data.resolve("standby.signal"))).isZero();
    }

    @Test
    void theSettingsFileIsPrivateAndLeavesNothingBehind() throws IOException {
        image.writeAutoConf(AutoConf.EMPTY.with("port", "5444"));
        var file = data.resolve("postgresql.auto.conf");
        assertThat(file).hasContent("port = '5444'");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.getOwner(file)).isEqualTo(Files.getOwner(data));
        assertThat(children(data)).noneMatch(name -> name.startsWith(".zstandby"));
        assertThat(new DataDirectory(data).autoConf().value("port")).contains("5444");
    }

    @Test
    void theLabelOfAnImageTakenInBackupModeIsWrittenByteForByte() throws IOException {
        image.writeBackupFiles(
                new Backup("START WAL LOCATION: 0/2\r\n", Optional.of("24580 /a\\\nb"), Lsn.parse("0/3")));
        assertThat(Files.readString(data.resolve("backup_label"))).isEqualTo("START WAL LOCATION: 0/2\r\n");
        assertThat(Files.readString(data.resolve("tablespace_map"))).isEqualTo("24580 /a\\\nb");
        image.clean();
        assertThat(data.resolve("backup_label")).exists();
        image.writeBackupFiles(new Backup("x", Optional.empty(), Lsn.parse("0/3")));
        assertThat(data.resolve("tablespace_map")).doesNotExist();
        image.removeBackupFiles();
        assertThat(data.resolve("backup_label")).doesNotExist();
    }

    @Test
    void keepsTheStandbysOwnFilesWithTheirModeAndLeavesTheRestOfTheImage() throws IOException {
        put("live/data/pg_hba.conf", "own hba");
        put("staged/data/pg_hba.conf", "primary's hba");
        put("staged/data/pg_ident.conf", "primary's ident");
        Files.createSymbolicLink(temp.resolve("live/data/postgresql.conf"), Path.of("/etc/postgresql/own.conf"));
        var mode = PosixFilePermissions.fromString("rw-r-----");
        Files.setPosixFilePermissions(temp.resolve("live/data/pg_hba.conf"), mode);
        image.keepOwnFiles(temp.resolve("live/data"), List.of("postgresql.conf", "pg_hba.conf", "pg_ident.conf"));
        assertThat(data.resolve("pg_hba.conf")).hasContent("own hba");
        assertThat(Files.getPosixFilePermissions(data.resolve("pg_hba.conf"))).isEqualTo(mode);
        assertThat(data.resolve("pg_ident.conf")).hasContent("primary's ident");
        assertThat(Files.readSymbolicLink(data.resolve("postgresql.conf")))
                .isEqualTo(Path.of("/etc/postgresql/own.conf"));
    }

    @Test
    void aFileNameThatLeavesTheDirectoryIsRefused() {
        var live = temp.resolve("live/data");
        for (var name : List.of("../x", "/etc/passwd", "..", "a/b", "")) {
            assertThatThrownBy(() -> image.keepOwnFiles(live, List.of(name))).isInstanceOf(Failure.class);
        }
    }

    @Test
    void showsWhereTheLinksPoint() {
        var directory = new DataDirectory(data);
        assertThat(directory.walLink()).contains(temp.resolve("live/wal"));
        assertThat(directory.tablespaceLinks()).isEqualTo(Map.of(24580L, temp.resolve("live/ts")));
    }

    private void wholePreparation() {
        image.verify(15);
        image.writeStandbySignal();
        image.clean();
        image.removeBackupFiles();
        image.keepOwnFiles(temp.resolve("live/data"), List.of("pg_hba.conf"));
        image.writeAutoConf(AutoConf.EMPTY.with("primary_slot_name", "beta"));
    }

    private void put(String path, String content) throws IOException {
        var file = temp.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, content);
    }

    private static List<String> children(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.map(entry -> directory.relativize(entry).toString())
                    .sorted()
                    .toList();
        }
    }

    /** Every entry below with its kind, its mode and its content or target. */
    private static SortedMap<String, String> tree(Path root) throws IOException {
        var tree = new TreeMap<String, String>();
        try (var entries = Files.walk(root)) {
            for (var entry : entries.toList()) {
                var mode = Files.getPosixFilePermissions(entry, NOFOLLOW_LINKS).toString();
                var content = Files.isSymbolicLink(entry)
                        ? "-> " + Files.readSymbolicLink(entry)
                        : Files.isDirectory(entry) ? "directory" : Files.readString(entry);
                tree.put(root.relativize(entry).toString(), mode + " " + content);
            }
        }
        return tree;
    }
}
