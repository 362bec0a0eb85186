package dev.zstandby.operations;

import static dev.zstandby.operations.HostSamples.DATA;
import static dev.zstandby.operations.HostSamples.NOTHING_SAID;
import static dev.zstandby.operations.HostSamples.host;
import static dev.zstandby.operations.HostSamples.mounted;
import static dev.zstandby.operations.HostSamples.on;
import static dev.zstandby.operations.HostSamples.peers;
import static dev.zstandby.operations.HostSamples.unmounted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zstandby.ExitCode;
import dev.zstandby.Failure;
import dev.zstandby.NodeName;
import dev.zstandby.config.Configuration;
import dev.zstandby.config.Configuration.Group;
import dev.zstandby.config.Configuration.Instance;
import dev.zstandby.config.Configuration.Peer;
import dev.zstandby.config.ConfigurationFile;
import dev.zstandby.config.Parsed;
import dev.zstandby.operations.Found.FoundTablespace;
import dev.zstandby.operations.Found.Programs;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.DatasetName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class DraftTest {
    private static final Location ON_OWN_DATASET = on(DATA.toString(), "tank/pg/data");
    private static final Location WAL_INSIDE = on(DATA + "/pg_wal", "tank/pg/data", DATA.toString());
    private static final Location EXT4 = new Location.Elsewhere(DATA, "ext4");
    private static final Location EMPTY = new Location.Nowhere(DATA);

    @Test
    void aPrimarysConfigurationIsComplete() {
        var found = host(
                ON_OWN_DATASET,
                Optional.of(on("/var/lib/postgresql/17/wal/pg_wal", "tank/pg/wal", "/var/lib/postgresql/17/wal")),
                List.of(tablespace(16390, Optional.of("archive"), on("/srv/archive", "tank/pg/archive"))),
                List.of());

        var draft = Draft.of(found, peers("beta=10.77.0.12"));

        assertThat(read(draft)).isEqualTo(draft.configuration());
        assertThat(draft.findings()).isEmpty();
        assertThat(draft.configuration().node()).isEqualTo(new NodeName("alpha"));
        assertThat(draft.configuration().postgres())
                .isEqualTo(new Instance(
                        DATA,
                        Path.of("/usr/lib/postgresql/17/bin"),
                        Optional.of(Path.of("/etc/postgresql/17/main/postgresql.conf")),
                        Optional.of(Path.of("/var/log/postgresql/postgresql-17-main.log")),
                        "postgresql@17-main",
                        "127.0.0.1",
                        5433,
                        "postgres"));
        assertThat(draft.configuration().datasets())
                .isEqualTo(group("tank/pg/data", "tank/pg/wal", Map.of("archive", "tank/pg/archive")));
        assertThat(draft.configuration().peers())
                .containsExactly(Map.entry(
                        new NodeName("beta"),
                        new Peer(
                                new NodeName("beta"),
                                "10.77.0.12",
                                5433,
                                "zstandby@10.77.0.12",
                                Optional.of(Path.of("/etc/zstandby/id_ed25519")))));
        assertThat(draft.text())
                .contains(
                        "  # Found: mounted at /var/lib/postgresql/17/main.\n  data: tank/pg/data\n",
                        "  # Found: cluster 17/main of pg_lsclusters.\n  port: 5433\n",
                        "    # Found: pg_tblspc/16390 is /srv/archive, mounted at /srv/archive.\n    archive: tank/pg/archive\n");
    }

    @Test
    void aFutureStandbysConfigurationIsAProposalToEdit() {
        var found =
                host(EMPTY, Optional.empty(), List.of(), List.of(unmounted("tank", 1000), unmounted("tank/pg", 900)));

        var draft = Draft.of(found, peers("beta"));

        assertThat(draft.configuration().datasets()).isEqualTo(group("tank/pg/data", "", Map.of()));
        assertThat(ids(draft)).containsExactly("no-cluster-yet");
        assertThat(draft.text())
                .contains("zstandby seed creates it", "Choose the same structure")
                .contains("such as tank/pg/wal", "\n  #wal:\n");
    }

    static Stream<Arguments> placesOfTheData() {
        var pools = List.of(unmounted("tank", 1000));
        return Stream.of(
                Arguments.of("on a dataset of its own", ON_OWN_DATASET, pools, "tank/pg/data", List.of()),
                Arguments.of(
                        "below a dataset's mountpoint",
                        on(DATA.toString(), "tank/pg", "/var/lib/postgresql"),
                        pools,
                        "tank/pg",
                        List.of("data-not-at-mountpoint")),
                Arguments.of(
                        "on a pool's own dataset", on(DATA.toString(), "tank"), pools, "tank", List.of("root-is-pool")),
                Arguments.of(
                        "behind a symbolic link",
                        on("/srv/pg", "tank/pg/data"),
                        pools,
                        "tank/pg/data",
                        List.of("data-directory-linked")),
                Arguments.of(
                        "on the system's dataset",
                        on(DATA.toString(), "rpool/ROOT/debian", "/"),
                        List.of(
                                unmounted("rpool", 5000),
                                mounted("rpool/ROOT/debian", Path.of("/")),
                                unmounted("tank", 1000)),
                        "tank/pg/data",
                        List.of("data-on-system")),
                Arguments.of("on no dataset", EXT4, pools, "tank/pg/data", List.of("data-not-on-zfs")),
                Arguments.of(
                        "nowhere, with a larger pool and one made for PostgreSQL",
                        EMPTY,
                        List.of(unmounted("big", 9000), unmounted("db", 1000), unmounted("db/pg", 1000)),
                        "db/pg/data",
                        List.of("no-cluster-yet")),
                Arguments.of(
                        "nowhere, with two pools",
                        EMPTY,
                        List.of(unmounted("small", 1000), unmounted("big", 9000)),
                        "big/pg/data",
                        List.of("no-cluster-yet")),
                Arguments.of(
                        "nowhere, without a pool",
                        EMPTY,
                        List.of(),
                        "tank/pg/data",
                        List.of("no-cluster-yet", "no-pool")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("placesOfTheData")
    void theDatasetOfTheDataIsFoundOrProposed(
            String where, Location data, List<Dataset> datasets, String expected, List<String> findings) {
        var draft = Draft.of(host(data, Optional.empty(), List.of(), datasets), peers("beta"));

        assertThat(draft.configuration().datasets().data().value()).isEqualTo(expected);
        assertThat(ids(draft)).isEqualTo(findings);
        assertThat(read(draft)).isEqualTo(draft.configuration());
    }

    static Stream<Arguments> placesOfTheWal() {
        return Stream.of(
                Arguments.of("in the data's dataset", WAL_INSIDE, "", List.of()),
                Arguments.of(
                        "a mountpoint itself", on(DATA + "/pg_wal", "tank/pg/data/wal"), "tank/pg/data/wal", List.of()),
                Arguments.of(
                        "not on ZFS", new Location.Elsewhere(Path.of("/wal"), "xfs"), "", List.of("wal-not-on-zfs")),
                Arguments.of("nowhere", new Location.Nowhere(DATA.resolve("pg_wal")), "", List.of("wal-missing")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("placesOfTheWal")
    void theWalHasAKeyWhenItHasADatasetOfItsOwn(String where, Location wal, String expected, List<String> findings) {
        var draft = Draft.of(host(ON_OWN_DATASET, Optional.of(wal), List.of(), List.of()), peers("beta"));

        assertThat(draft.configuration().datasets()).isEqualTo(group("tank/pg/data", expected, Map.of()));
        assertThat(ids(draft)).isEqualTo(findings);
    }

    @Test
    void tablespacesThatShareADatasetHaveOneKey() {
        var draft = Draft.of(
                host(
                        ON_OWN_DATASET,
                        Optional.of(WAL_INSIDE),
                        List.of(
                                tablespace(1, Optional.of("near"), on(DATA + "/../near", "tank/pg/data", "/x")),
                                tablespace(2, Optional.of("hot"), on("/srv/ssd/hot", "fast/ssd", "/srv/ssd")),
                                tablespace(3, Optional.of("warm"), on("/srv/ssd/warm", "fast/ssd", "/srv/ssd")),
                                tablespace(4, Optional.of("cold"), new Location.Elsewhere(Path.of("/cold"), "nfs4")),
                                tablespace(5, Optional.of("gone"), new Location.Nowhere(Path.of("/gone")))),
                        List.of()),
                peers("beta"));

        assertThat(draft.configuration().datasets()).isEqualTo(group("tank/pg/data", "", Map.of("hot", "fast/ssd")));
        assertThat(ids(draft))
                .containsExactly(
                        "tablespace-shares-dataset",
                        "tablespace-shares-dataset",
                        "tablespace-not-on-zfs",
                        "tablespace-missing");
    }

    @Test
    void aTablespaceWithoutAKnownNameIsNamedByItsPath() {
        var draft = Draft.of(
                host(
                        ON_OWN_DATASET,
                        Optional.of(WAL_INSIDE),
                        List.of(
                                tablespace(16390, Optional.empty(), on("/a/archive", "tank/a")),
                                tablespace(16391, Optional.empty(), on("/b/archive", "tank/b"))),
                        List.of()),
                peers("beta"));

        assertThat(draft.configuration().datasets().tablespaces()).containsOnlyKeys("archive", "archive-16391");
        assertThat(draft.remarks().get("datasets.tablespaces.archive")).contains("To be checked");
    }

    @Test
    void withoutAPeerTheFileHoldsAnExampleAndIsValid() {
        var draft = Draft.of(host(ON_OWN_DATASET, Optional.of(WAL_INSIDE), List.of(), List.of()), NOTHING_SAID);

        assertThat(read(draft).peers()).containsOnlyKeys(new NodeName("other"));
        assertThat(ids(draft)).containsExactly("peers");
        assertThat(draft.text()).contains("# To be edited: an example, since no --peer was given.\n  other:\n");
    }

    @Test
    void aPeerCannotBeThisNode() {
        var found = host(ON_OWN_DATASET, Optional.of(WAL_INSIDE), List.of(), List.of());

        assertThatThrownBy(() -> Draft.of(found, peers("alpha"))).isInstanceOfSatisfying(Failure.class, failure -> {
            assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(failure.remedy()).contains("--node");
        });
    }

    @Test
    void aHostThatIsNoneIsShownBeforeAnythingIsWritten() {
        var draft = Draft.of(
                host(ON_OWN_DATASET, Optional.of(WAL_INSIDE), List.of(), List.of()), peers("beta=10.0.0.12 --evil"));

        assertThatThrownBy(draft::text)
                .isInstanceOfSatisfying(
                        Failure.class,
                        failure -> assertThat(failure.evidence()).anyMatch(line -> line.contains("10.0.0.12 --evil")));
    }

    @Test
    void whatIsNotFoundIsAssumedAndSaid() {
        var bare = new Found(
                "beta",
                new Programs(
                        new ChosenCluster.Bare(Path.of("/srv/pg")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "postgres"),
                new Location.Nowhere(Path.of("/srv/pg")),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.of(Finding.error("zfs", "The program zfs cannot be started.", "Install it.")),
                Optional.empty());

        var draft = Draft.of(bare, peers("alpha"));

        assertThat(ids(draft)).containsExactly("zfs", "bin-directory", "service", "no-cluster-yet");
        assertThat(read(draft)).isEqualTo(draft.configuration());
        assertThat(draft.text()).contains("To be edited: no unit was found.", "To be edited: no pool was found.");
    }

    @ParameterizedTest
    @CsvSource({
        "alpha, alpha",
        "db_01, db-01",
        "10-0-0-1, node-10-0-0-1",
        "-x-, x",
        "'', node",
        "a-name-that-is-far-too-long-for-a-slot, a-name-that-is-far-too-long-for",
    })
    void aHostsNameBecomesANodesName(String host, String node) {
        assertThat(Draft.nodeName(host)).isEqualTo(new NodeName(node));
    }

    private static FoundTablespace tablespace(long oid, Optional<String> name, Location location) {
        return new FoundTablespace(oid, name, location);
    }

    private static Group group(String data, String wal, Map<String, String> tablespaces) {
        return new Group(
                new DatasetName(data),
                Optional.of(wal).filter(name -> !name.isEmpty()).map(DatasetName::new),
                tablespaces.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> new DatasetName(entry.getValue()))));
    }

    private static List<String> ids(Draft draft) {
        return draft.findings().stream().map(Finding::id).toList();
    }

    private static Configuration read(Draft draft) {
        return switch (ConfigurationFile.parse("z.yaml", draft.text())) {
            case Parsed.Valid(Configuration configuration) -> configuration;
            case Parsed.Invalid invalid -> throw new AssertionError(String.join("\n", invalid.rendered()));
        };
    }
}
