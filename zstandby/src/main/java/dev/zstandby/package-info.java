/** PostgreSQL standbys from ZFS snapshots. */
@NullMarked
package dev.zstandby;

import org.jspecify.annotations.NullMarked;
