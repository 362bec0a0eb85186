package dev.zstandby.postgres;

import java.util.regex.Pattern;

/**
 * Names of files beside the tables that do not outlive a server process, so that a copy does not need them.
 *
 * <p>Unlogged tables are not here: their leftovers are removed by PostgreSQL itself at the start of recovery, before the
 * first query ({@code ResetUnloggedRelations(UNLOGGED_RELATION_CLEANUP)} in xlog.c), and recovery always happens when
 * there is a standby.signal, even on the image of a cluster that was shut down cleanly (xlogrecovery.c).
 */
final class RelationFiles {
    private static final Pattern OID = Pattern.compile("[0-9]{1,10}");

    /** {@code looks_like_temp_rel_name} in fd.c: {@code t<backend>_<number>}, a fork, a segment. */
    private static final Pattern TEMPORARY_RELATION =
            Pattern.compile("t[0-9]+_[0-9]+(_(?:main|fsm|vm|init))?(\\.[0-9]+)?");

    private RelationFiles() {}

    static boolean isOid(String name) {
        return OID.matcher(name).matches();
    }

    /** {@code excludeFiles} in basebackup.c has the first two as prefixes; directories of that name are meant too. Cheap for most names. */
    static boolean isTemporary(String name) {
        return name.startsWith("pgsql_tmp")
                || name.startsWith("pg_internal.init")
                || (name.startsWith("t") && TEMPORARY_RELATION.matcher(name).matches());
    }
}
