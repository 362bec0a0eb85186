package dev.zstandby.operations;

import dev.zstandby.Bytes;
import dev.zstandby.operations.Holdings.Retired;
import dev.zstandby.retention.Timestamp;
import dev.zstandby.zfs.DatasetName;
import java.util.List;
import java.util.Map;

/** Builds a retired tree of tank/pg: a standby's, whole, of ten bytes, which nothing keeps. */
final class RetiredFixture {
    private final String id;
    private boolean whole = true;
    private boolean begun;
    private boolean wasPrimary;
    private long used = 10;
    private List<String> needing = List.of();
    private List<String> keptBy = List.of();

    private RetiredFixture(String id) {
        this.id = id;
    }

    static RetiredFixture retired(String id) {
        return new RetiredFixture(id);
    }

    /** The group has got another root since. */
    RetiredFixture lacking() {
        whole = false;
        return this;
    }

    RetiredFixture begun() {
        begun = true;
        return this;
    }

    RetiredFixture primary() {
        wasPrimary = true;
        return this;
    }

    RetiredFixture used(long bytes) {
        used = bytes;
        return this;
    }

    RetiredFixture needing(String... ids) {
        needing = List.of(ids);
        return this;
    }

    RetiredFixture keptBy(String... reasons) {
        keptBy = List.of(reasons);
        return this;
    }

    Retired build() {
        return new Retired(
                id,
                List.of(GroupLayout.retiredRoot(new DatasetName("tank/pg"), id)),
                whole,
                begun,
                wasPrimary,
                Timestamp.in(id),
                Map.of("tank", new Bytes(used)),
                needing,
                keptBy);
    }
}
