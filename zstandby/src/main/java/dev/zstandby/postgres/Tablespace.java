package dev.zstandby.postgres;

import java.nio.file.Path;

/** A tablespace outside the data directory. */
public record Tablespace(long oid, String name, Path location) {}
