package dev.zstandby.postgres;

import java.util.List;

/**
 * What the role that zstandby logged in as may do.
 *
 * @param missing the grants zstandby needs beside REPLICATION and does not have, each as the SQL that gives it
 */
public record Role(String name, boolean replication, List<String> missing) {
    public Role {
        missing = List.copyOf(missing);
    }
}
