package dev.zstandby.operations;

import dev.zstandby.Bytes;
import dev.zstandby.zfs.Dataset;
import dev.zstandby.zfs.Dataset.Tree;
import dev.zstandby.zfs.DatasetName;
import dev.zstandby.zfs.SnapshotName;
import java.nio.file.Path;
import java.util.Optional;

/** A dataset, mounted and live unless said otherwise. */
final class DatasetFixture {
    private final DatasetName name;
    private Optional<SnapshotName> origin = Optional.empty();
    private Optional<Path> mountpoint = Optional.empty();
    private boolean mounted = true;
    private boolean volume;
    private Bytes referenced = new Bytes(1 << 20);
    private Bytes written = Bytes.ZERO;
    private Optional<String> token = Optional.empty();
    private Optional<Tree> tree = Optional.empty();
    private Optional<String> cutOver = Optional.empty();
    private boolean prepared;
    private boolean encrypted;
    private Optional<String> role = Optional.empty();

    private DatasetFixture(DatasetName name) {
        this.name = name;
    }

    static DatasetFixture dataset(String name) {
        return new DatasetFixture(new DatasetName(name));
    }

    DatasetFixture mountpoint(String path) {
        mountpoint = Optional.of(Path.of(path));
        return this;
    }

    DatasetFixture mounted(boolean yes) {
        mounted = yes;
        return this;
    }

    DatasetFixture volume() {
        volume = true;
        mounted = false;
        return this;
    }

    DatasetFixture referenced(long bytes) {
        referenced = new Bytes(bytes);
        return this;
    }

    DatasetFixture written(long bytes) {
        written = new Bytes(bytes);
        return this;
    }

    DatasetFixture token(String resume) {
        token = Optional.of(resume);
        return this;
    }

    DatasetFixture origin(SnapshotName snapshot) {
        origin = Optional.of(snapshot);
        return this;
    }

    DatasetFixture tree(Tree kind) {
        tree = Optional.of(kind);
        return this;
    }

    DatasetFixture cutOver(Optional<String> id) {
        cutOver = id;
        return this;
    }

    DatasetFixture prepared(boolean yes) {
        prepared = yes;
        return this;
    }

    DatasetFixture encrypted(boolean yes) {
        encrypted = yes;
        return this;
    }

    DatasetFixture role(String formerly) {
        role = Optional.of(formerly);
        return this;
    }

    Dataset build() {
        return new Dataset(
                name,
                volume,
                origin,
                mountpoint,
                mounted,
                new Bytes(1L << 40),
                referenced,
                written,
                token,
                tree,
                cutOver,
                prepared,
                role,
                encrypted);
    }
}
