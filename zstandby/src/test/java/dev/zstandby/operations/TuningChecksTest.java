package dev.zstandby.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zstandby.Bytes;
import dev.zstandby.NodeName;
import dev.zstandby.config.Member;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.PoolSpace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TuningChecksTest {
    private static final NodeName BETA = new NodeName("beta");
    private static final DatasetName DATA = new DatasetName("tank/pg/data");
    private static final DatasetName WAL = new DatasetName("tank/pg/wal");
    private static final Map<String, String> GOOD = Map.of(
            "recordsize", "32768", "sync", "standard", "atime", "off", "compression", "lz4", "primarycache", "all");

    private static Tuning tuning(int capacity, Map<String, String> data, Map<String, String> wal) {
        return new Tuning(
                Map.of(Member.DATA, DATA, Member.WAL, WAL),
                Map.of(DATA, data, WAL, wal),
                Map.of("tank", new PoolSpace(new Bytes(100), new Bytes(capacity))));
    }

    private static List<String> ids(List<Finding> findings) {
        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.grade()).isEqualTo(Finding.Grade.WARNING);
            assertThat(finding.remedy()).isNotEmpty();
        });
        return findings.stream().map(Finding::id).toList();
    }

    @Test
    void whatIsWellTunedIsNotSpokenOf() {
        assertThat(TuningChecks.datasets(BETA, tuning(80, GOOD, GOOD), Map.of("full_page_writes", "off")))
                .isEmpty();
        assertThat(TuningChecks.datasets(BETA, tuning(0, Map.of(), Map.of()), Map.of()))
                .isEmpty();
    }

    @Test
    void whatIsBadForADatabaseIsNamedByDataset() {
        var bad = Map.of(
                "recordsize",
                "1048576",
                "sync",
                "disabled",
                "atime",
                "on",
                "compression",
                "off",
                "primarycache",
                "metadata");
        assertThat(ids(TuningChecks.datasets(BETA, tuning(81, bad, GOOD), Map.of())))
                .containsExactly(
                        "pool-full", "recordsize", "zfs-sync", "zfs-atime", "zfs-compression", "zfs-primarycache");
        // Records of WAL are as long as may be: it is written in one go.
        var wal = Map.of("recordsize", "1048576", "sync", "always", "atime", "off");
        assertThat(TuningChecks.datasets(BETA, tuning(10, GOOD, wal), Map.of())).isEmpty();
    }

    @Test
    void recordsBelowAPageAreBadOnlyWithoutFullPageWrites() {
        var small = Map.of("recordsize", "4096");
        assertThat(ids(TuningChecks.datasets(BETA, tuning(1, small, GOOD), Map.of("full_page_writes", "off"))))
                .containsExactly("recordsize");
        assertThat(TuningChecks.datasets(BETA, tuning(1, small, GOOD), Map.of("full_page_writes", "on")))
                .isEmpty();
    }

    @Test
    void walThatIsWrittenInPlaceIsNamed() {
        assertThat(ids(TuningChecks.settings(BETA, Map.of("wal_recycle", "on", "wal_init_zero", "on"))))
                .containsExactly("wal-recycle", "wal-init-zero");
        assertThat(TuningChecks.settings(BETA, Map.of("wal_recycle", "off", "wal_init_zero", "off")))
                .isEmpty();
    }
}
